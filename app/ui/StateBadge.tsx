import { Badge } from '@shopify/polaris';
import type { OrderState } from '../orders/read/views.ts';
import { useTexts } from './texts.tsx';

const looks = {
  synced: { tone: 'success', progress: 'complete' },
  waiting: { tone: 'info', progress: 'partiallyComplete' },
  parked: { tone: 'warning', progress: 'incomplete' },
  skipped: { progress: 'complete' },
  trial: { tone: 'info', progress: 'complete' },
} as const;

/** What became of an order, in a word. What a trial run has only tried is not called skipped. */
export function StateBadge({ state, reason }: { state: OrderState; reason: string | undefined }) {
  const { t } = useTexts();
  const shown = reason === 'skip.trial' ? 'trial' : state;
  return <Badge {...looks[shown]}>{t(`state.${shown}`)}</Badge>;
}
