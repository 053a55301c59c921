import { Banner, BlockStack, Button, Card, InlineStack, Link, List, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { ConnectedSevdesk } from '../../merchant/connectSevdesk.server.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

interface Props {
  /** The form replaces a key that exists; it can be closed again. */
  onCancel?: () => void;
  onConnected: () => void;
}

/** Where the merchant pastes the API key. The field is write-only: what is stored never comes back here. */
export function ConnectForm({ onCancel, onConnected }: Props) {
  const { t } = useTexts();
  const { send, busy, answer } = useSend<ConnectedSevdesk>();
  const [token, setToken] = useState('');
  const connect = (confirmed: boolean) => send({ intent: 'connect', token, confirmed });
  useEffect(() => {
    if (answer?.kind === 'connected') onConnected();
  }, [answer, onConnected]);
  const fault = answer?.kind === 'key_refused' ? answer.why : null;
  const otherAccount = answer?.kind === 'other_account' ? answer : null;
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          connect(false);
        }}
      >
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t(onCancel ? 'connect.replaceTitle' : 'connect.title')}
          </Text>
          <BlockStack gap="200">
            <Text as="p">{t('connect.intro')}</Text>
            <List type="number">
              <List.Item>
                {t('connect.step1')}{' '}
                <Link url="https://my.sevdesk.de" target="_blank">
                  my.sevdesk.de
                </Link>
              </List.Item>
              <List.Item>{t('connect.step2')}</List.Item>
              <List.Item>{t('connect.step3')}</List.Item>
            </List>
          </BlockStack>
          <TextField
            type="password"
            label={t('connect.field')}
            helpText={t('connect.fieldHelp')}
            autoComplete="off"
            value={token}
            onChange={setToken}
            {...(fault ? { error: t(`connect.refused.${fault}`) } : {})}
          />
          {otherAccount && (
            <Banner tone="warning" title={t('connect.otherAccount.title')}>
              <BlockStack gap="200">
                <p>{t('connect.otherAccount.text', { count: otherAccount.documents })}</p>
                <InlineStack>
                  <Button onClick={() => connect(true)} loading={busy}>
                    {t('connect.otherAccount.confirm')}
                  </Button>
                </InlineStack>
              </BlockStack>
            </Banner>
          )}
          <InlineStack gap="200">
            <Button submit variant="primary" loading={busy} disabled={token.trim() === ''}>
              {t('connect.button')}
            </Button>
            {onCancel && <Button onClick={onCancel}>{t('action.cancel')}</Button>}
          </InlineStack>
        </BlockStack>
      </form>
    </Card>
  );
}
