import { useLoaderData } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { AppPage } from '../ui/AppPage.tsx';
import { fixPageOf } from '../ui/order/fixPages.ts';
import { SupportButton } from '../ui/SupportButton.tsx';
import { useTexts } from '../ui/texts.tsx';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { helpOn } from '../pages/problemTexts.server.ts';
import { refuse } from '../pages/refuse.ts';

export const loader = forMerchant(async ({ params }) => {
  const help = helpOn(params['code'] ?? '');
  if (!help) refuse(404);
  return { help };
});

/** One problem in plain words: what it means, who can mend it, and how. */
export default function ProblemHelpPage() {
  const { help } = useLoaderData<typeof loader>();
  const { t, language } = useTexts();
  const { title, explanation, fix } = help.text[language];
  const page = fixPageOf(help.action);
  return (
    <AppPage title={title} backAction={{ content: t('nav.help'), url: '/app/help' }}>
      <Card>
        <BlockStack gap="400">
          <Part title={t('help.meaning')} text={explanation} />
          {fix && <Part title={t('order.whatToDo')} text={fix} />}
          <Part title={t('help.who')} text={t(`help.fixedBy.${help.fixedBy}`)} />
          {help.example && (
            <Text as="p" tone="subdued">
              {t('help.example')}
            </Text>
          )}
          {page && (
            <InlineStack>
              <Button variant="primary" url={page.url}>
                {t(`fix.${page.action}`)}
              </Button>
            </InlineStack>
          )}
          {(help.fixedBy === 'operator' || help.action === 'contact_support') && (
            <InlineStack>
              <SupportButton subject={help.code} />
            </InlineStack>
          )}
          <Link url={`/app/orders?problem=${help.code}`}>{t('help.orders')}</Link>
          <Text as="p" variant="bodySm" tone="subdued">
            {t('help.code', { code: help.code })}
          </Text>
        </BlockStack>
      </Card>
    </AppPage>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingSm">
        {title}
      </Text>
      <Text as="p">{text}</Text>
    </BlockStack>
  );
}
