import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { AppPage } from '../ui/AppPage.tsx';
import { FirstSteps } from '../ui/help/FirstSteps.tsx';
import { ProblemIndex } from '../ui/help/ProblemIndex.tsx';
import { SupportButton } from '../ui/SupportButton.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useAppData } from '../ui/useAppData.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { allProblems } from '../pages/problemTexts.server.ts';

export const loader = forMerchant(async () => ({ problems: allProblems() }));

/** The first steps, how it works in a few sentences, and a page for every reason there is. */
export default function HelpPage() {
  const { problems } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const supported = Boolean(useAppData()?.supportEmail);
  return (
    <AppPage title={t('help.title')} backAction={{ content: t('nav.home'), url: '/app' }}>
      <FirstSteps />
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('help.how.title')}
          </Text>
          {(['paid', 'invoice', 'refund', 'problem', 'never'] as const).map((key) => (
            <Text as="p" key={key}>
              {t(`help.how.${key}`)}
            </Text>
          ))}
        </BlockStack>
      </Card>
      <ProblemIndex problems={problems} />
      {supported && (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t('help.contact.title')}
            </Text>
            <Text as="p">{t('help.contact.text')}</Text>
            <InlineStack>
              <SupportButton subject="sevdesk Connector" />
            </InlineStack>
          </BlockStack>
        </Card>
      )}
    </AppPage>
  );
}
