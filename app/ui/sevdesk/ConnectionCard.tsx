import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  DescriptionList,
  InlineStack,
  Text,
} from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import type { ConnectionView } from '../../merchant/readConnection.server.ts';
import { AskModal } from '../AskModal.tsx';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

/** The connected account: what it is, its key as four characters, and how to change or end the connection. */
export function ConnectionCard({
  connection,
  answers,
  onReplace,
}: {
  connection: ConnectionView;
  /** sevdesk answered when the page was drawn. */
  answers: boolean;
  onReplace: () => void;
}) {
  const { t, dateTime } = useTexts();
  const [ending, setEnding] = useState(false);
  const good = connection.state === 'ok';
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('connection.title')}
          </Text>
          {good && !answers ? (
            <Badge tone="attention">{t('connection.state.silent')}</Badge>
          ) : (
            <Badge tone={good ? 'success' : 'critical'}>{t(`connection.state.${connection.state}`)}</Badge>
          )}
        </InlineStack>
        {!good && (
          <Banner tone="critical" title={t('notice.sevdesk_key.title')}>
            <p>{t('connection.rejected')}</p>
          </Banner>
        )}
        <DescriptionList
          gap="tight"
          items={[
            { term: t('connection.key'), description: `•••• ${connection.last4}` },
            { term: t('connection.regime'), description: t(`regime.${connection.regime}`) },
            { term: t('connection.version'), description: connection.systemVersion },
            { term: t('connection.since'), description: dateTime(connection.connectedAt) },
          ]}
        />
        <InlineStack gap="200">
          <Button onClick={onReplace} {...(good ? {} : { variant: 'primary' as const })}>
            {t('connection.replace')}
          </Button>
          <TestButton />
          <Button tone="critical" variant="tertiary" onClick={() => setEnding(true)}>
            {t('connection.disconnect')}
          </Button>
        </InlineStack>
      </BlockStack>
      <DisconnectModal open={ending} onClose={() => setEnding(false)} />
    </Card>
  );
}

/** Asks sevdesk for something harmless, and says what came of it. */
function TestButton() {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<{
    kind: string;
    why: 'key' | 'busy' | 'unreachable' | 'refused' | null;
  }>();
  useEffect(() => {
    if (answer?.kind !== 'tested') return;
    if (answer.why === null) shopify.toast.show(t('connection.tested'));
    else shopify.toast.show(t(`sevdeskFailed.${answer.why}`), { isError: true });
  }, [answer, shopify, t]);
  return (
    <Button loading={busy} onClick={() => send({ intent: 'test' })}>
      {t('connection.test')}
    </Button>
  );
}

function DisconnectModal({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const { send, busy } = useSend();
  return (
    <AskModal
      id="disconnect"
      open={open}
      title={t('disconnect.title')}
      confirm={t('disconnect.confirm')}
      destructive
      busy={busy}
      onConfirm={() => send({ intent: 'disconnect' })}
      onCancel={onClose}
    >
      <BlockStack gap="200">
        <p>{t('disconnect.text')}</p>
        <p>{t('disconnect.stays')}</p>
      </BlockStack>
    </AskModal>
  );
}
