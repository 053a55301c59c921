import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, ButtonGroup, Card, FormLayout, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { AskModal } from '../AskModal.tsx';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

interface Answer {
  kind: 'asked' | 'unknown';
}

/** Hands over or deletes what is stored of one customer. */
export function CustomerForm() {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<Answer>();
  const [typed, setTyped] = useState({ text: '', before: answer });
  // What was typed before the answer is dealt with once that was good.
  const customer = answer?.kind === 'asked' && typed.before !== answer ? '' : typed.text;
  const [asked, setAsked] = useState(false);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (answer?.kind === 'asked') shopify.toast.show(t('data.customer.asked'));
  }, [answer, shopify, t]);

  const unless = (then: () => void) => () => (customer.trim() === '' ? setMissing(true) : then());
  const error = missing
    ? t('data.customer.missing')
    : answer?.kind === 'unknown'
      ? t('data.customer.unknown')
      : null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('data.customer.title')}
        </Text>
        <Text as="p">{t('data.customer.intro')}</Text>
        <FormLayout>
          <TextField
            label={t('data.customer.label')}
            helpText={t('data.customer.help')}
            value={customer}
            onChange={(value) => {
              setTyped({ text: value, before: answer });
              setMissing(false);
            }}
            autoComplete="off"
            maxLength={200}
            {...(error ? { error } : {})}
          />
        </FormLayout>
        <ButtonGroup>
          <Button loading={busy} onClick={unless(() => send({ intent: 'export', customer }))}>
            {t('data.customer.export')}
          </Button>
          <Button tone="critical" disabled={busy} onClick={unless(() => setAsked(true))}>
            {t('data.customer.delete')}
          </Button>
        </ButtonGroup>
      </BlockStack>
      <AskModal
        id="delete-customer"
        open={asked}
        title={t('data.customer.sure', { customer: customer.trim() })}
        confirm={t('data.customer.delete')}
        destructive
        onConfirm={() => {
          setAsked(false);
          send({ intent: 'delete', customer });
        }}
        onCancel={() => setAsked(false)}
      >
        <p>{t('data.customer.sureText')}</p>
      </AskModal>
    </Card>
  );
}
