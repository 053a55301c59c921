import { BlockStack, Text } from '@shopify/polaris';
import type { OrderTotals } from '../../orders/read/views.ts';
import { AskModal } from '../AskModal.tsx';
import { useTexts } from '../texts.tsx';
import type { BulkIntent } from './OrderTable.tsx';

interface Props {
  id?: string;
  /** What is to be done to every order of the filter; null while nothing is asked. */
  asked: { intent: BulkIntent; totals: OrderTotals } | null;
  /** The problem that the orders have in common. */
  about?: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something is done to all orders of a filter: how many they are, and what they come to. */
export function BulkQuestion({ id = 'bulk-question', asked, about, onConfirm, onCancel }: Props) {
  const { t, money, number } = useTexts();
  const intent = asked?.intent ?? 'sync_again';
  const counted = asked && {
    count: asked.totals.orders,
    orders: number(asked.totals.orders),
    sum: money(asked.totals.sumCents),
  };
  return (
    <AskModal
      id={id}
      open={asked !== null}
      title={t(`bulk.title.${intent}`)}
      confirm={t(`bulk.confirm.${intent}`)}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {counted && (
        <BlockStack gap="200">
          <Text as="p" fontWeight="semibold">
            {t(asked.totals.more ? 'bulk.more' : 'bulk.orders', counted)}
          </Text>
          {about && <Text as="p">{t('bulk.text.code', { title: about })}</Text>}
          <Text as="p">{t(`bulk.text.${intent}`)}</Text>
        </BlockStack>
      )}
    </AskModal>
  );
}
