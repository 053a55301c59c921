import { BlockStack, Text } from '@shopify/polaris';
import { AskModal } from '../AskModal.tsx';
import { useTexts } from '../texts.tsx';
import type { WeighedStart } from './start.ts';

interface Props {
  weighed: WeighedStart | null;
  /** A trial run is ended by it. */
  ending: boolean;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before booking begins: from when on, how many orders that is, and what they come to. */
export function StartQuestion({ weighed, ending, busy, onConfirm, onCancel }: Props) {
  const { t, money, number, dateTime } = useTexts();
  const totals = weighed?.totals ?? null;
  const isNow = weighed?.start.moment === 'now';
  const counted = () => {
    if (isNow) return t('start.now');
    if (!totals) return t('start.unknown');
    const values = { count: totals.orders, orders: number(totals.orders), sum: money(totals.sumCents) };
    return t(totals.more ? 'start.more' : 'start.orders', values);
  };
  return (
    <AskModal
      id="start-question"
      open={weighed !== null}
      title={t(ending ? 'start.endTitle' : 'start.title')}
      confirm={t(ending ? 'start.endConfirm' : 'start.confirm')}
      busy={busy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {weighed && (
        <BlockStack gap="200">
          <Text as="p">{t('start.from', { at: dateTime(weighed.from) })}</Text>
          <Text as="p" fontWeight="semibold">
            {counted()}
          </Text>
          {weighed.left > 0 && <Text as="p">{t('start.left', { count: weighed.left })}</Text>}
          <Text as="p" tone="subdued">
            {t('start.final')}
          </Text>
        </BlockStack>
      )}
    </AskModal>
  );
}
