import { useEffect, useState } from 'react';

interface Identified {
  orderGid: string;
}

/** The rows shown, brought up to date in place: same rows, same order. What is new is only counted. */
export function updateInPlace<Row extends Identified>(shown: Row[], fetched: Row[]) {
  const newest = new Map(fetched.map((row) => [row.orderGid, row]));
  const known = new Set(shown.map((row) => row.orderGid));
  return {
    rows: shown.map((row) => newest.get(row.orderGid) ?? row),
    fresh: fetched.filter((row) => !known.has(row.orderGid)).length,
  };
}

/**
 * Keeps a list still under the reader's eyes. Data that are fetched again change the rows in place; new rows come in
 * by themselves only while `mayMove`, else on demand. Another `address` is another list.
 */
export function useSteadyRows<Row extends Identified>(
  address: string,
  fetched: Row[],
  mayMove: () => boolean,
) {
  const [shown, setShown] = useState({ address, rows: fetched });
  const sameList = shown.address === address;
  const updated = sameList ? updateInPlace(shown.rows, fetched) : { rows: fetched, fresh: 0 };
  const showAll = () => setShown({ address, rows: fetched });

  useEffect(() => {
    if (!sameList || mayMove()) setShown({ address, rows: fetched });
    // Only when data arrive, not whenever the reader scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [address, fetched]);

  return { ...updated, showAll };
}
