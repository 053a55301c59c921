import { ask, stopOf } from '../ask.server.ts';
import { isStop, type Stop } from '../outcome.ts';
import { waiting } from '../problems.ts';
import type { Run, Work } from '../run.server.ts';

// sevdesk's sequence of credit note numbers only moves on when a credit note is finalised, so two drafts at a time
// would get the same number: from asking for the number to finalising, one run per sevdesk account.

const NUMBERING_MS = 60_000;

/** The right to number credit notes of the account; null when it is another run's. */
async function takeNumbering(run: Run): Promise<boolean> {
  const { db, clock } = run.ports;
  const now = clock.now();
  const until = new Date(now.getTime() + NUMBERING_MS);
  const taken = await db.$executeRaw`
    insert into account_gate as g (account_key, numbering_owner, numbering_until, numbering_fence)
    values (${run.connection.accountKey}, ${run.lease.owner}, ${until}::timestamptz, 1)
    on conflict (account_key) do update set numbering_owner = excluded.numbering_owner,
      numbering_until = excluded.numbering_until, numbering_fence = g.numbering_fence + 1
      where g.numbering_until is null or g.numbering_until <= ${now}::timestamptz
        or g.numbering_owner = excluded.numbering_owner`;
  return taken === 1;
}

/** Does `use` while no other run numbers credit notes of the account. */
export async function whileNumbering<T>(run: Run, use: () => Promise<T | Stop>): Promise<T | Stop> {
  if (!(await takeNumbering(run))) {
    return { stop: 'later', afterMs: 1_000 + run.ports.random() * 1_000, reason: waiting.queued };
  }
  const result = await use();
  await run.ports.db.accountGate.updateMany({
    where: { accountKey: run.connection.accountKey, numberingOwner: run.lease.owner },
    data: { numberingOwner: null, numberingUntil: null },
  });
  return result;
}

/** Whether the right is still held, asked before the number becomes final. */
export async function stillNumbering(run: Run): Promise<boolean> {
  const { db, clock } = run.ports;
  const count = await db.accountGate.count({
    where: {
      accountKey: run.connection.accountKey,
      numberingOwner: run.lease.owner,
      numberingUntil: { gt: clock.now() },
    },
  });
  return count === 1;
}

/** The number the next credit note must carry. */
export async function nextNumber(run: Run, work: Work): Promise<{ number: string } | Stop> {
  const place = { step: 'draft' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.nextCreditNoteNumber());
  return answer.kind === 'done' ? { number: answer.value } : stopOf(run, answer);
}

/** Whether a draft from an earlier run still carries the number that is due; another one may have taken it. */
export async function numberIsDue(run: Run, work: Work): Promise<{ due: boolean } | Stop> {
  const next = await nextNumber(run, work);
  return isStop(next) ? next : { due: next.number === work.number };
}
