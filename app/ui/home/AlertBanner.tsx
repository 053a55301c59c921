import { Banner, BlockStack, Link, List, Text } from '@shopify/polaris';
import type { AlertText } from '../../alerts/alertTexts.ts';
import type { OpenAlert } from '../../alerts/openAlerts.server.ts';
import type { Bilingual } from '../bilingual.ts';
import { useTexts } from '../texts.tsx';
import { useAppData } from '../useAppData.ts';

/** An alert with its words in both languages. */
export type ShownAlert = Pick<OpenAlert, 'id' | 'cause' | 'subject' | 'level' | 'openedAt'> & {
  text: Bilingual<AlertText>;
};

/** What the page tells in another place: problems in their list, what stops the shop in the notice on top. */
function isToldElsewhere(alert: ShownAlert, notice: string | null): boolean {
  if (alert.cause === 'problem') return true;
  if (alert.cause === 'sevdesk_key') return notice === 'sevdesk_key';
  return alert.cause === 'shopify_token';
}

/** The open alerts, all in one banner, each with what to do. */
export function AlertBanner({ alerts }: { alerts: ShownAlert[] }) {
  const { t, language } = useTexts();
  const notice = useAppData()?.notice ?? null;
  const shown = alerts.filter((alert) => !isToldElsewhere(alert, notice));
  if (shown.length === 0) return null;
  const [first] = shown;
  const single = shown.length === 1;
  const words = first!.text[language];
  return (
    <Banner
      tone="warning"
      title={single ? words.title : t('alerts.several', { count: shown.length })}
      {...(single && words.page ? { action: { content: t('alerts.open'), url: `/app${words.page}` } } : {})}
    >
      {single ? (
        <Words text={words.text} fix={words.fix} />
      ) : (
        <List>
          {shown.map(({ id, text }) => (
            <List.Item key={id}>
              <BlockStack gap="100">
                <Text as="span" fontWeight="semibold">
                  {text[language].title}
                </Text>
                <Words text={text[language].text} fix={text[language].fix} />
                {text[language].page && (
                  <Link
                    url={`/app${text[language].page}`}
                    accessibilityLabel={`${t('alerts.open')}: ${text[language].title}`}
                  >
                    {t('alerts.open')}
                  </Link>
                )}
              </BlockStack>
            </List.Item>
          ))}
        </List>
      )}
    </Banner>
  );
}

function Words({ text, fix }: { text: string; fix: string }) {
  return (
    <BlockStack gap="100">
      <Text as="p">{text}</Text>
      <Text as="p">{fix}</Text>
    </BlockStack>
  );
}
