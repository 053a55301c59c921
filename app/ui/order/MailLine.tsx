import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { DocumentView } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

/** What became of a document's mail; one that did not get through can be sent once more by hand, or dropped. */
export function MailLine({ mail }: { mail: NonNullable<DocumentView['mail']> }) {
  const { t } = useTexts();
  const { send, busy } = useSend();
  return (
    <BlockStack gap="200">
      <Text as="p">{t(`document.mail.${mail.state}`, { to: mail.to })}</Text>
      {mail.undecided && (
        <InlineStack gap="200">
          <Button loading={busy} onClick={() => send({ intent: 'send_mail', mails: [mail.id] })}>
            {t('mails.send')}
          </Button>
          <Button
            variant="tertiary"
            disabled={busy}
            onClick={() => send({ intent: 'drop_mail', mails: [mail.id] })}
          >
            {t('mails.drop')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
