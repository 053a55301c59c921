import { BlockStack, Button, Card, Icon, InlineStack, Text } from '@shopify/polaris';
import { AlertTriangleIcon, CheckCircleIcon, ClockIcon, PauseCircleIcon } from '@shopify/polaris-icons';
import type { HomeFigures } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

type Status =
  'good' | 'working' | 'attention' | 'unreachable' | 'paused' | 'key_rejected' | 'reconnect' | 'trial';

const looks = {
  good: { icon: CheckCircleIcon, tone: 'success' },
  working: { icon: ClockIcon, tone: 'info' },
  attention: { icon: AlertTriangleIcon, tone: 'caution' },
  unreachable: { icon: ClockIcon, tone: 'caution' },
  paused: { icon: PauseCircleIcon, tone: 'caution' },
  key_rejected: { icon: AlertTriangleIcon, tone: 'critical' },
  reconnect: { icon: ClockIcon, tone: 'caution' },
  trial: { icon: CheckCircleIcon, tone: 'info' },
} as const;

type PausedBy = 'merchant' | 'sevdesk_key' | 'shopify_token' | null;

function statusOf(figures: HomeFigures, pausedBy: PausedBy): Status {
  if (pausedBy === 'merchant') return 'paused';
  if (pausedBy === 'sevdesk_key') return 'key_rejected';
  if (pausedBy === 'shopify_token') return 'reconnect';
  if (figures.breaker.state === 'open') return 'unreachable';
  if (figures.attention > 0) return 'attention';
  if (figures.trial) return 'trial';
  return figures.waiting > 0 ? 'working' : 'good';
}

/** Is everything all right? One sentence, and when it was last looked. */
export function StatusCard({ figures, pausedBy }: { figures: HomeFigures; pausedBy: PausedBy }) {
  const { t, dateTime } = useTexts();
  const status = statusOf(figures, pausedBy);
  const { icon, tone } = looks[status];
  const count = status === 'attention' ? figures.attention : figures.waiting;
  const checked = figures.reconciliation.finishedAt;
  return (
    <Card>
      <InlineStack gap="300" blockAlign="start" wrap={false}>
        <div>
          <Icon source={icon} tone={tone} />
        </div>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t(`status.${status}.title`, { count })}
          </Text>
          <Text as="p">{t(`status.${status}.text`, { count })}</Text>
          {status === 'unreachable' && (
            <Text as="p">
              {t('status.waiting', { count: figures.waiting })}
              {figures.breaker.nextAttemptAt &&
                ` ${t('status.nextAttempt', { at: dateTime(figures.breaker.nextAttemptAt) })}`}
            </Text>
          )}
          {status === 'key_rejected' && (
            <InlineStack>
              <Button variant="primary" url="/app/sevdesk">
                {t('notice.sevdesk_key.action')}
              </Button>
            </InlineStack>
          )}
          <Text as="p" variant="bodySm" tone="subdued">
            {checked ? t('status.checked', { at: dateTime(checked) }) : t('status.neverChecked')}
            {figures.lastWebhookAt && ` ${t('status.lastWebhook', { at: dateTime(figures.lastWebhookAt) })}`}
          </Text>
          {(figures.webhooks === 'gaps' || figures.webhooks === 'silent') && (
            <Text as="p" variant="bodySm" tone="caution">
              {t(`status.${figures.webhooks}`, { count: figures.reconciliation.found })}
            </Text>
          )}
        </BlockStack>
      </InlineStack>
    </Card>
  );
}
