import { IndexTable, useBreakpoints, useIndexResourceState, type IndexTableProps } from '@shopify/polaris';
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useTexts } from '../texts.tsx';
import { OrderCells, OrderLines, type LoggedOrder } from './OrderCells.tsx';
import { NoOrders, type EmptyLog } from './NoOrders.tsx';

export interface Selection {
  /** Chosen orders, or every order of the filter. */
  orders: string[] | 'all';
}

/** What Polaris wants to know of a row to keep it selected. */
interface Resource {
  [key: string]: unknown;
  id: string;
}

type SelectionHandler = NonNullable<IndexTableProps['onSelectionChange']>;

export type BulkIntent = 'sync_again' | 'skip' | 'archive' | 'unarchive';

interface Props {
  rows: LoggedOrder[];
  hasMore: boolean;
  /** Why there may be no row. */
  empty: EmptyLog;
  archive: boolean;
  phone: boolean;
  onBulk: (intent: BulkIntent, selection: Selection) => void;
  onSelecting: (selecting: boolean) => void;
  pagination: { next: (() => void) | null; previous: (() => void) | null };
}

/**
 * The rows of the log. On a phone each order is a few lines instead of columns. The table and each row are drawn again
 * only when something in them changed: drawing fifty of them takes longer than a merchant's click may.
 */
export const OrderTable = memo(function OrderTable(props: Props) {
  const { rows, hasMore, empty, archive, phone, onBulk, onSelecting, pagination } = props;
  const { t } = useTexts();
  const { smDown } = useBreakpoints({ defaults: { smDown: phone } });
  const resources = useMemo(() => rows.map(({ orderGid }): Resource => ({ id: orderGid })), [rows]);
  const chosen = useIndexResourceState(resources);
  const onSelectionChange = useSteady(chosen.handleSelectionChange);
  // The box that was ticked shows it at once; what the number of ticks changes (the bulk actions and, with the first
  // tick, every row) comes a moment later.
  const selectedCount = useDeferredValue(
    chosen.allResourcesSelected ? 'All' : chosen.selectedResources.length,
  );
  const selecting = chosen.selectedResources.length > 0;
  useEffect(() => onSelecting(selecting), [selecting, onSelecting]);

  const bulk = (intent: BulkIntent) => () => {
    onBulk(intent, { orders: chosen.allResourcesSelected && hasMore ? 'all' : chosen.selectedResources });
    chosen.clearSelection();
  };
  return (
    <IndexTable
      condensed={smDown}
      resourceName={{ singular: t('log.order_one'), plural: t('log.order_other') }}
      itemCount={rows.length}
      hasMoreItems={hasMore}
      selectedItemsCount={selectedCount}
      onSelectionChange={onSelectionChange}
      emptyState={<NoOrders empty={empty} />}
      promotedBulkActions={[{ content: t('action.syncAgain'), onAction: bulk('sync_again') }]}
      bulkActions={[
        { content: t('action.skip'), onAction: bulk('skip') },
        archive
          ? { content: t('action.unarchive'), onAction: bulk('unarchive') }
          : { content: t('action.archive'), onAction: bulk('archive') },
      ]}
      headings={[
        { title: t('log.column.order') },
        { title: t('log.column.customer') },
        { title: t('log.column.total'), alignment: 'end' },
        { title: t('log.column.status') },
        { title: t('log.column.invoice') },
        { title: t('log.column.when') },
      ]}
      {...(pagination.next || pagination.previous
        ? {
            pagination: {
              hasNext: pagination.next !== null,
              hasPrevious: pagination.previous !== null,
              onNext: () => pagination.next?.(),
              onPrevious: () => pagination.previous?.(),
            },
          }
        : {})}
    >
      {rows.map((row, position) => (
        <LogRow
          key={row.orderGid}
          row={row}
          position={position}
          selected={chosen.selectedResources.includes(row.orderGid)}
          phone={smDown}
        />
      ))}
    </IndexTable>
  );
});

interface LogRowProps {
  row: LoggedOrder;
  position: number;
  selected: boolean;
  phone: boolean;
}

const LogRow = memo(function LogRow({ row, position, selected, phone }: LogRowProps) {
  const { t } = useTexts();
  return (
    <IndexTable.Row
      id={row.orderGid}
      position={position}
      selected={selected}
      accessibilityLabel={t('log.select', { name: row.orderName || t('order.unread') })}
    >
      {phone ? <OrderLines row={row} /> : <OrderCells row={row} />}
    </IndexTable.Row>
  );
});

/** The same function at each drawing, which calls the newest one. */
function useSteady(newest: SelectionHandler): SelectionHandler {
  const ref = useRef(newest);
  useEffect(() => {
    ref.current = newest;
  }, [newest]);
  return useCallback((...selection) => ref.current(...selection), []);
}
