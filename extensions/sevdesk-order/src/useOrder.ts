import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OrderStatusAnswer } from '../../../app/extension/answers.ts';
import { readStatus, syncAgain, type Failure } from './api.ts';

/** While a run is at work the status is asked for this often, and this many times before leaving it to the app. */
const POLL_MS = 3_000;
const POLLS = 40;

/** What a merchant sees of an order, and of the run they asked for. */
export interface OrderView {
  status: OrderStatusAnswer | null;
  /** Why the last request failed. */
  failure: Failure | null;
  /** A run is asked for or under way. */
  busy: boolean;
  /** How the run that was asked for here stands; null when none was. */
  run: 'running' | 'ended' | 'slow' | null;
  load: () => void;
  sync: () => void;
}

/** Follows one order: reads its status, reads again while a run is at work, and asks for a run. */
export function useOrder(orderGid: string, language: string): OrderView {
  const [status, setStatus] = useState<OrderStatusAnswer | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const [polls, setPolls] = useState(0);

  const take = useCallback(
    async (request: typeof readStatus) => {
      const reply = await request(orderGid, language);
      if (reply.ok) setStatus(reply.value);
      setFailure(reply.ok ? null : reply.failure);
      return reply.ok;
    },
    [orderGid, language],
  );
  const load = useCallback(() => void take(readStatus), [take]);
  useEffect(load, [load]);

  const working = status?.busy ?? false;
  const followed = working && polls < POLLS;
  useEffect(() => {
    if (!followed) return undefined;
    const timer = setTimeout(() => void take(readStatus).then(() => setPolls((count) => count + 1)), POLL_MS);
    return () => clearTimeout(timer);
  }, [followed, polls, take]);

  const sync = useCallback(async () => {
    setAsking(true);
    setPolls(0);
    setAsked(await take(syncAgain));
    setAsking(false);
  }, [take]);

  return {
    status,
    failure,
    busy: asking || followed,
    run: asked && !asking ? (followed ? 'running' : working ? 'slow' : 'ended') : null,
    load,
    sync: () => void sync(),
  };
}
