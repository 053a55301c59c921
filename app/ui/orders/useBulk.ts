import { useAppBridge } from '@shopify/app-bridge-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OrderTotals } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import type { BulkIntent, Selection } from './OrderTable.tsx';

/** What a bulk action answers: what was done to how many, or, asked before, how many it would be. */
export type BulkAnswer =
  { kind: BulkIntent; count: number } | { kind: 'weighed'; intent: BulkIntent; totals: OrderTotals };

/** What takes an action back; nothing takes back that an order was synced again. */
export const undoing: Partial<Record<BulkIntent, BulkIntent>> = {
  skip: 'sync_again',
  archive: 'unarchive',
  unarchive: 'archive',
};

/**
 * Does something with many orders, and says how many it was. For all orders of a filter it asks first, with their number
 * and sum; what was done to orders chosen one by one can be taken back from the toast.
 */
export function useBulk(address: string) {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, answer } = useSend<BulkAnswer>(address);
  const [asked, setAsked] = useState<{ intent: BulkIntent; totals: OrderTotals } | null>(null);
  const [known, setKnown] = useState(answer);
  if (answer !== known) {
    setKnown(answer);
    if (answer?.kind === 'weighed') setAsked({ intent: answer.intent, totals: answer.totals });
  }
  const chosen = useRef<string[]>([]);
  useEffect(() => {
    if (!answer || answer.kind === 'weighed') return;
    const undo = undoing[answer.kind];
    const orders = chosen.current;
    const takeBack =
      undo && answer.count > 0 && orders.length > 0
        ? { action: t('action.undo'), onAction: () => send({ intent: undo, orders }) }
        : {};
    shopify.toast.show(t(`log.done.${answer.kind}`, { count: answer.count }), takeBack);
  }, [answer, shopify, t, send]);
  const bulk = useCallback(
    (intent: BulkIntent, { orders }: Selection) => {
      chosen.current = orders === 'all' ? [] : orders;
      if (orders === 'all') send({ intent: 'weigh', about: intent });
      else send({ intent, orders });
    },
    [send],
  );
  const confirm = () => {
    if (asked) send({ intent: asked.intent, orders: 'all' });
    setAsked(null);
  };
  return { bulk, asked, confirm, cancel: () => setAsked(null) };
}
