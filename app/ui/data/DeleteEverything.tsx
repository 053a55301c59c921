import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { AskModal } from '../AskModal.tsx';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

/** Deletes everything the app holds of the shop; the shop's address has to be typed, so that no slip does it. */
export function DeleteEverything({ domain }: { domain: string }) {
  const { t } = useTexts();
  const { send, busy, answer } = useSend<{ kind: 'asked' | 'not_confirmed' }>();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  if (answer?.kind === 'asked') {
    return (
      <Banner tone="warning" title={t('data.everything.under')}>
        <p>{t('data.everything.underText')}</p>
      </Banner>
    );
  }
  const wrong = answer?.kind === 'not_confirmed' ? { error: t('data.everything.wrong', { domain }) } : {};
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('data.everything.title')}
        </Text>
        <Text as="p">{t('data.everything.text')}</Text>
        <InlineStack>
          <Button tone="critical" onClick={() => setAsked(true)}>
            {t('data.everything.button')}
          </Button>
        </InlineStack>
      </BlockStack>
      <AskModal
        id="delete-everything"
        open={asked}
        title={t('data.everything.sure')}
        confirm={t('data.everything.button')}
        destructive
        busy={busy}
        onConfirm={() => send({ intent: 'delete_everything', domain: typed })}
        onCancel={() => setAsked(false)}
      >
        <BlockStack gap="300">
          <p>{t('data.everything.sureText')}</p>
          <TextField
            label={t('data.everything.label', { domain })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            maxLength={200}
            {...wrong}
          />
        </BlockStack>
      </AskModal>
    </Card>
  );
}
