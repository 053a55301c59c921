import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { DocumentView } from '../../orders/read/views.ts';
import { AskModal } from '../AskModal.tsx';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

/** What became of a document's mail; one that did not get through can be sent once more by hand, or dropped. */
export function MailLine({ mail }: { mail: NonNullable<DocumentView['mail']> }) {
  const { t } = useTexts();
  const { send, busy } = useSend();
  const [asked, setAsked] = useState(false);
  return (
    <BlockStack gap="200">
      <Text as="p">{t(`document.mail.${mail.state}`, { to: mail.to })}</Text>
      {mail.undecided && (
        <InlineStack gap="200">
          <Button loading={busy} onClick={() => send({ intent: 'send_mail', mails: [mail.id] })}>
            {t('mails.send')}
          </Button>
          <Button variant="tertiary" disabled={busy} onClick={() => setAsked(true)}>
            {t('mails.drop')}
          </Button>
        </InlineStack>
      )}
      <AskModal
        id={`drop-${mail.id}`}
        open={asked}
        title={t('mails.ask.title', { count: 1 })}
        confirm={t('mails.ask.confirm')}
        destructive
        onConfirm={() => {
          send({ intent: 'drop_mail', mails: [mail.id] });
          setAsked(false);
        }}
        onCancel={() => setAsked(false)}
      >
        <Text as="p">{t('mails.ask.text')}</Text>
      </AskModal>
    </BlockStack>
  );
}
