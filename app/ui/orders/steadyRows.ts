import { useEffect, useMemo, useState } from 'react';

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

/** The rows fetched; where nothing changed, the same objects as before, so that they are not drawn again. */
export function keepUnchanged<Row extends Identified>(fetched: Row[], before: Row[]): Row[] {
  const known = new Map(before.map((row) => [row.orderGid, row]));
  return fetched.map((row) => {
    const was = known.get(row.orderGid);
    return was && JSON.stringify(was) === JSON.stringify(row) ? was : row;
  });
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
  const latest = useMemo(() => keepUnchanged(fetched, shown.rows), [fetched, shown.rows]);
  const updated = useMemo(
    () => (sameList ? updateInPlace(shown.rows, latest) : { rows: latest, fresh: 0 }),
    [sameList, shown.rows, latest],
  );
  const showAll = () => setShown({ address, rows: latest });

  useEffect(() => {
    if (!sameList || mayMove()) setShown({ address, rows: latest });
    // Only when data arrive, not whenever the reader scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [address, fetched]);

  return { ...updated, showAll };
}
