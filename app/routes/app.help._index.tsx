import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Link, List, Text } from '@shopify/polaris';
import { AppPage } from '../ui/AppPage.tsx';
import { SupportButton } from '../ui/SupportButton.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useAppData } from '../ui/useAppData.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { allProblems } from '../pages/problemTexts.server.ts';

const groups = ['order', 'tax', 'payment', 'sevdesk', 'shopify', 'sync', 'wait', 'skip'] as const;

export const loader = forMerchant(async () => ({ problems: allProblems() }));

/** How it works in a few sentences, and a page for every problem there is. */
export default function HelpPage() {
  const { problems } = useLoaderData<typeof loader>();
  const { t, language } = useTexts();
  const supported = Boolean(useAppData()?.supportEmail);
  return (
    <AppPage title={t('help.title')} backAction={{ content: t('nav.home'), url: '/app' }}>
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
      {groups.map((group) => {
        const listed = problems.filter((problem) => problem.group === group);
        if (listed.length === 0) return null;
        return (
          <Card key={group}>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                {t(`help.group.${group}`)}
              </Text>
              <List>
                {listed.map(({ code, title }) => (
                  <List.Item key={code}>
                    <Link url={`/app/help/${code}`}>{title[language]}</Link>
                  </List.Item>
                ))}
              </List>
            </BlockStack>
          </Card>
        );
      })}
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
