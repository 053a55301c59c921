import { BlockStack, Button, Collapsible, InlineStack, TextField } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import type { CreatedClearingAccount } from '../../merchant/createClearingAccount.server.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

/** Creates a clearing account in sevdesk without leaving the page; the first one becomes the default. */
export function NewAccount() {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<CreatedClearingAccount>();
  const [name, setName] = useState(t('newAccount.suggestion'));
  // Open until the next account is created.
  const [opened, setOpened] = useState<{ before: typeof answer } | null>(null);
  const created = answer?.kind === 'created' || answer?.kind === 'existed' ? answer.account : null;

  useEffect(() => {
    if (created) shopify.toast.show(t('newAccount.created', { name: created.name }));
  }, [created, shopify, t]);

  const open = opened !== null && (!created || opened.before === answer);
  const error =
    answer?.kind === 'name_missing'
      ? { error: t('newAccount.nameMissing') }
      : answer?.kind === 'failed'
        ? { error: t(`sevdeskFailed.${answer.why}`) }
        : {};
  return (
    <BlockStack gap="300">
      <InlineStack>
        <Button
          variant="plain"
          ariaExpanded={open}
          ariaControls="new-account"
          onClick={() => setOpened(open ? null : { before: answer })}
        >
          {t('newAccount.open')}
        </Button>
      </InlineStack>
      <Collapsible id="new-account" open={open} transition={false}>
        <TextField
          label={t('newAccount.name')}
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={setName}
          connectedRight={
            <Button onClick={() => send({ intent: 'create_account', name })} loading={busy}>
              {t('newAccount.create')}
            </Button>
          }
          {...error}
        />
      </Collapsible>
    </BlockStack>
  );
}
