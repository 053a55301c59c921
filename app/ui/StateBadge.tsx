import { Badge } from '@shopify/polaris';
import type { OrderState } from '../sync/views.ts';
import { useTexts } from './texts.tsx';

const looks = {
  synced: { tone: 'success', progress: 'complete' },
  waiting: { tone: 'info', progress: 'partiallyComplete' },
  parked: { tone: 'warning', progress: 'incomplete' },
  skipped: { progress: 'complete' },
} as const;

/** What became of an order, in a word. */
export function StateBadge({ state }: { state: OrderState }) {
  const { t } = useTexts();
  return <Badge {...looks[state]}>{t(`state.${state}`)}</Badge>;
}
