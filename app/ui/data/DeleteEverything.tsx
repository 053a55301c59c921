import { Banner, BlockStack, Button, Card, InlineStack, Modal, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
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
      <Modal
        open={asked}
        onClose={() => setAsked(false)}
        title={t('data.everything.sure')}
        primaryAction={{
          content: t('data.everything.button'),
          destructive: true,
          loading: busy,
          onAction: () => send({ intent: 'delete_everything', domain: typed }),
        }}
        secondaryActions={[{ content: t('action.cancel'), onAction: () => setAsked(false) }]}
      >
        <Modal.Section>
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
        </Modal.Section>
      </Modal>
    </Card>
  );
}
