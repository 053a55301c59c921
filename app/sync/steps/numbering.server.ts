import { ask, stopOf } from './ask.server.ts';
import { isStop, type Stop } from '../outcome.ts';
import { waiting } from '../problems.ts';
import { SETTLED_MS } from '../retry.ts';
import { big, bool, instant, nullable, text } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import type { Run, Work } from '../ledger/run.server.ts';

// sevdesk's sequence of credit note numbers only moves on when a credit note is finalised, so two drafts at a time
// would get the same number: from asking for the number to finalising, one order per sevdesk account. The right ends
// with the run's lease, so a dead worker keeps it no longer than its order, whose next run takes it over at once.

/** How long a finalising whose answer was lost keeps the number from other orders: it may still be carried out. */
const FINALISING_MS = SETTLED_MS + 30_000;

const rightParams = { accountKey: text, order: text, fence: big };
const rightOf = ({ connection, lease }: Run) => ({
  accountKey: connection.accountKey,
  order: lease.orderSyncId,
  fence: lease.fence,
});
const IS_HELD = 'g.account_key = :accountKey and g.numbering_owner = :order and g.numbering_fence = :fence';

const TAKE = statement('steps.take_numbering', {
  params: { ...rightParams, now: instant, farthest: instant },
  row: { accountKey: text },
  sql: `
    insert into sevdesk_account as g (account_key, numbering_owner, numbering_fence)
    values (:accountKey, :order, :fence)
    on conflict (account_key) do update set numbering_owner = excluded.numbering_owner,
      numbering_fence = excluded.numbering_fence,
      numbering_until = case when g.numbering_owner = excluded.numbering_owner then g.numbering_until end
      where g.numbering_owner is null or g.numbering_owner = excluded.numbering_owner
        or (not exists (select 1 from order_sync o where o.id = g.numbering_owner::uuid
            and o.fence = g.numbering_fence and o.lease_until > :now)
          and (coalesce(g.numbering_until, '-infinity') not between :now and :farthest
            or not exists (select 1 from document d where d.order_sync_id = g.numbering_owner::uuid
              and d.state = 'finalise_requested')))
    returning g.account_key`,
});

/** The right to number credit notes of the account; false when it is another order's. */
async function takeNumbering(run: Run): Promise<boolean> {
  const now = run.ports.clock.now();
  const farthest = new Date(now.getTime() + 2 * FINALISING_MS);
  return (await run.ports.db.sql.first(TAKE, { ...rightOf(run), now, farthest })) !== null;
}

const GIVE_BACK = statement('steps.give_numbering_back', {
  params: { ...rightParams, evenAsked: bool },
  row: {},
  sql: `
    update sevdesk_account g set numbering_owner = null, numbering_until = null
    where ${IS_HELD} and (:evenAsked or g.numbering_until is null)`,
});

/** Does `use` while no other order numbers credit notes of the account. */
export async function whileNumbering<T>(run: Run, use: () => Promise<T | Stop>): Promise<T | Stop> {
  if (!(await takeNumbering(run))) {
    return { stop: 'later', afterMs: await howLongToWait(run), reason: waiting.queued };
  }
  const result = await use();
  await run.ports.db.sql.rows(GIVE_BACK, { ...rightOf(run), evenAsked: !isStop(result) });
  return result;
}

const BUSY = statement('steps.numbering_is_busy', {
  params: { accountKey: text, now: instant },
  row: { busy: bool },
  sql: `
    select exists (select 1 from order_sync o where o.id = g.numbering_owner::uuid and o.fence = g.numbering_fence
      and o.lease_until > :now) as busy
    from sevdesk_account g where g.account_key = :accountKey`,
});

/** Another order that is at it is soon done; one that waits to learn what came of its finalising is not. */
async function howLongToWait({ ports, connection }: Run): Promise<number> {
  const { accountKey } = connection;
  const account = await ports.db.sql.first(BUSY, { accountKey, now: ports.clock.now() });
  return (account?.busy === false ? 10_000 : 1_000) * (1 + ports.random());
}

const KEEP = statement('steps.keep_number', {
  params: { ...rightParams, until: nullable(instant) },
  row: { accountKey: text },
  sql: `update sevdesk_account g set numbering_until = :until where ${IS_HELD} returning g.account_key`,
});

/** Keeps the number for a finalising that is about to be asked for; false when another run has it by now. */
export async function keepNumber(run: Run): Promise<boolean> {
  const until = new Date(run.ports.clock.now().getTime() + FINALISING_MS);
  return (await run.ports.db.sql.first(KEEP, { ...rightOf(run), until })) !== null;
}

/** The finalising was surely not carried out: nothing keeps the number longer than this run does. */
export async function freeNumber(run: Run): Promise<void> {
  await run.ports.db.sql.rows(KEEP, { ...rightOf(run), until: null });
}

/** The number the next credit note must carry. */
export async function nextNumber(run: Run, work: Work): Promise<{ number: string } | Stop> {
  const about = { step: 'draft' as const, documentId: work.id };
  const answer = await ask(run, about, (sevdesk) => sevdesk.nextCreditNoteNumber());
  return answer.kind === 'done' ? { number: answer.value } : stopOf(run, answer);
}

/** Whether a draft still carries the number that is due; another one may have taken it. */
export async function numberIsDue(run: Run, work: Work): Promise<{ due: boolean } | Stop> {
  const next = await nextNumber(run, work);
  return isStop(next) ? next : { due: next.number === work.number };
}
