import { BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import { Section } from './section.tsx';

interface Props {
  /** Null until syncing was switched on for the first time. */
  state: 'on' | 'paused' | 'trial' | 'stopped' | null;
}

/** Pausing, trying out and disconnecting. Acts at once, so it is not part of what the save bar saves. */
export function OperationSection({ state }: Props) {
  const { t } = useTexts();
  const { send, busy } = useSend();
  return (
    <Section name="operation">
      <BlockStack gap="300">
        <Text as="p">{t(`settings.operation.state.${state ?? 'off'}`)}</Text>
        <InlineStack gap="200" blockAlign="center">
          {(state === 'on' || state === 'trial') && (
            <Button loading={busy} onClick={() => send({ intent: 'pause' })}>
              {t('home.pause')}
            </Button>
          )}
          {state === 'paused' && (
            <Button loading={busy} onClick={() => send({ intent: 'resume' })}>
              {t('home.resume')}
            </Button>
          )}
          {state === 'on' && (
            <Button loading={busy} onClick={() => send({ intent: 'start_trial' })}>
              {t('settings.operation.startTrial')}
            </Button>
          )}
          {state === 'trial' && <Button url="/app">{t('trial.end')}</Button>}
        </InlineStack>
        {state === 'on' && (
          <Text as="p" tone="subdued">
            {t('settings.operation.trialHelp')}
          </Text>
        )}
        <Link url="/app/sevdesk">{t('settings.operation.disconnect')}</Link>
      </BlockStack>
    </Section>
  );
}
