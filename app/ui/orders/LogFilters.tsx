import { IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from '@shopify/polaris';
import { useEffect, useMemo, useState } from 'react';
import type { OrderCounts, OrderFilter, OrderListQuery, OrderSort } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { appliedFilters, filterControls, type Offered } from './filterControls.tsx';
import { sorts, views } from './logQuery.ts';

interface Props {
  query: OrderListQuery;
  counts: OrderCounts;
  offered: Offered;
  loading: boolean;
  onChange: (change: Partial<Pick<OrderListQuery, 'filter' | 'sort' | 'descending'>>) => void;
}

/** How long after the last keystroke a search starts. */
const TYPING_PAUSE_MS = 300;

/** Saved views, search, filters and sorting of the log. */
export function LogFilters({ query, counts, offered, loading, onChange }: Props) {
  const texts = useTexts();
  const { t } = texts;
  const { filter } = query;
  const { mode, setMode } = useSetIndexFiltersMode(
    filter.search ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const change = (part: Partial<OrderFilter>) => onChange({ filter: { ...filter, ...part } });
  const search = useTypedSearch(filter.search ?? '', (text) => change({ search: text || null }));
  // Polaris measures its tabs again whenever they are new.
  const waiting = counts.attention.count > 0 ? countText(counts.attention) : null;
  const tabs = useMemo(
    () =>
      views.map((view) => ({
        id: view,
        content: t(`log.view.${view}`),
        ...(waiting !== null && view === 'attention' ? { badge: waiting } : {}),
        isLocked: true,
      })),
    [waiting, t],
  );
  const sortOptions = useMemo(
    () =>
      sorts.flatMap((sort) =>
        (['desc', 'asc'] as const).map((order) => ({
          label: t(`log.sort.${sort}.label`),
          value: `${sort} ${order}` as const,
          directionLabel: t(`log.sort.${sort}.${order}`),
        })),
      ),
    [t],
  );
  const clearAll = { problemCode: null, gateway: null, from: null, to: null };

  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={loading}
      canCreateNewView={false}
      tabs={tabs}
      selected={views.indexOf(filter.view)}
      onSelect={(index) => change({ view: views[index] ?? 'all' })}
      queryValue={search.value}
      queryPlaceholder={t('log.search')}
      onQueryChange={search.set}
      onQueryClear={search.clear}
      cancelAction={{ onAction: search.clear }}
      filters={filterControls(filter, offered, change, texts)}
      appliedFilters={appliedFilters(filter, offered, change, texts)}
      onClearAll={() => change({ ...clearAll, search: null })}
      sortOptions={sortOptions}
      sortSelected={[`${query.sort} ${query.descending ? 'desc' : 'asc'}`]}
      onSort={([value = '']) => {
        const [sort, order] = value.split(' ');
        onChange({ sort: sort as OrderSort, descending: order === 'desc' });
      }}
    />
  );
}

const countText = ({ count, capped }: { count: number; capped: boolean }) =>
  capped ? `${count}+` : String(count);

/** What is being typed, and the search that starts when the typing pauses. */
function useTypedSearch(current: string, onSearch: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null || typed === current) return undefined;
    const timer = setTimeout(() => onSearch(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
    // The search hangs on what is typed, not on the function that is new at each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, current]);
  const clear = () => {
    setTyped(null);
    if (current !== '') onSearch('');
  };
  return { value: typed ?? current, set: setTyped, clear };
}
