import type { ReconciliationRun } from '@prisma/client';
import { z } from 'zod';
import type { LedgerKind } from '../../sevdesk/client.ts';
import { documentGone, skipped } from '../../sync/problems.ts';
import { renewLease, type ShopLease } from '../lease.server.ts';
import { countDocuments } from '../metrics.server.ts';
import type { PageResult, ReconcilePorts } from '../ports.server.ts';
import type { Account } from './account.server.ts';
import { orderAtRest, reportFinding } from './reportFinding.server.ts';

/** Documents looked for in one go: each is a request or two. */
const AT_A_TIME = 10;
/** Lists that leave out more than this are believed in nothing; what they leave out is looked for by itself, so far. */
const MOST_A_RUN = 200;
/** A document may be younger than the list. */
const TOO_YOUNG_MS = 60 * 60_000;

const findingsSchema = z.object({
  /** Documents (ids of the ledger) that were not there when they were asked for. */
  missing: z.array(z.string()).default([]),
});
const readFindings = (value: unknown) =>
  findingsSchema.parse(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});

interface Candidate {
  id: string;
  orderSyncId: string;
  state: string;
  marker: string;
  number: string | null;
  remoteKind: LedgerKind;
  sevdeskId: string;
}

type Verdict = 'there' | 'busy' | 'missing' | 'gone' | { kind: 'later'; afterMs: number };

/**
 * Asks for documents that the lists did not show, one by one. Absence is believed when two runs, an hour or more apart,
 * both find neither the id nor the marker, while the account does show something else of ours. So no empty or partial
 * answer, and no other account behind the same key, makes a document vanish.
 */
export async function lookForMissing(
  ports: ReconcilePorts,
  lease: ShopLease,
  run: ReconciliationRun,
  account: Account,
  after: string,
): Promise<PageResult> {
  const findings = readFindings(run.findings);
  const [candidates, missedBefore] = await Promise.all([
    notShown(ports, run, account.accountKey, after),
    missedLastTime(ports, run),
  ]);
  const there: string[] = [];
  let found = 0;
  for (const candidate of candidates) {
    const verdict = await lookFor(ports, run, account, candidate, missedBefore.has(candidate.id));
    if (typeof verdict === 'object') return verdict;
    if (verdict === 'there') there.push(candidate.id);
    if (verdict === 'missing') findings.missing.push(candidate.id);
    if (verdict === 'gone') found += 1;
    countDocuments(verdict);
  }
  const isLast = candidates.length < AT_A_TIME || findings.missing.length >= MOST_A_RUN;
  const now = ports.clock.now();
  return ports.db.$transaction(async (tx): Promise<PageResult> => {
    if (!(await renewLease(tx, lease, now))) return { kind: 'lost' };
    await tx.document.updateMany({ where: { shopId: run.shopId, id: { in: there } }, data: { seenAt: now } });
    await tx.reconciliationRun.update({
      where: { id: run.id },
      data: {
        findings,
        enqueued: { increment: found },
        ...(isLast
          ? { finishedAt: now, cursor: null }
          : { cursor: JSON.stringify({ after: candidates.at(-1)!.id }) }),
      },
    });
    return { kind: isLast ? 'finished' : 'more' };
  });
}

/** What should have been in the lists: documents of their time that sevdesk has given an id, and that were not seen. */
function notShown(
  { db }: ReconcilePorts,
  { shopId, from, startedAt }: ReconciliationRun,
  accountKey: string,
  after: string,
): Promise<Candidate[]> {
  const young = new Date(startedAt.getTime() - TOO_YOUNG_MS);
  return db.$queryRaw<Candidate[]>`
    select d.id, d.order_sync_id as "orderSyncId", d.state, d.marker, d.number, d.remote_kind as "remoteKind",
      d.sevdesk_id as "sevdeskId"
    from document d join order_sync o on o.id = d.order_sync_id
    where d.shop_id = ${shopId}::uuid and d.account_key = ${accountKey} and d.sevdesk_id is not null
      and d.state in ('draft', 'open', 'done') and d.changed_at >= ${from}::timestamptz
      and d.changed_at < ${young}::timestamptz and (d.seen_at is null or d.seen_at < ${startedAt}::timestamptz)
      and o.state <> 'parked' and o.reason is distinct from ${skipped.byHand.code}
      and d.id::text > ${after}
    order by d.id::text limit ${AT_A_TIME}::int`;
}

async function missedLastTime({ db }: ReconcilePorts, run: ReconciliationRun): Promise<Set<string>> {
  const last = await db.reconciliationRun.findFirst({
    where: { shopId: run.shopId, kind: 'sevdesk', finishedAt: { not: null } },
    orderBy: { startedAt: 'desc' },
  });
  return new Set(last ? readFindings(last.findings).missing : []);
}

async function lookFor(
  ports: ReconcilePorts,
  run: ReconciliationRun,
  account: Account,
  wanted: Candidate,
  missedBefore: boolean,
): Promise<Verdict> {
  const { db, clock } = ports;
  const before = await db.$transaction((tx) => orderAtRest(tx, wanted.orderSyncId, clock.now()));
  if (!before) return 'busy';
  const byId = await account.read((sevdesk) => sevdesk.get(wanted.remoteKind, wanted.sevdeskId));
  if (byId.kind === 'later') return byId;
  if (byId.kind === 'done') return 'there';
  if (!missedBefore) return 'missing';
  const byMarker = await account.read((sevdesk) => sevdesk.findByMarker(wanted.remoteKind, wanted.marker));
  if (byMarker.kind !== 'done') return byMarker.kind === 'later' ? byMarker : 'missing';
  if (byMarker.value.some(({ id }) => id === wanted.sevdeskId)) return 'there';
  const control = await isAnswering(ports, run, account);
  if (control !== true) return control === false ? 'missing' : control;
  const finding =
    wanted.state === 'draft'
      ? { kind: 'go_on' as const }
      : { kind: 'problem' as const, problem: documentGone(wanted.number) };
  const now = clock.now();
  const isNew = await db.$transaction((tx) => reportFinding(tx, before, finding, wanted.id, now));
  return isNew ? 'gone' : 'missing';
}

/** Whether the account shows another document that this run has seen, or else the account that payments go to. */
async function isAnswering(
  { db }: ReconcilePorts,
  { shopId, startedAt }: ReconciliationRun,
  account: Account,
): Promise<boolean | { kind: 'later'; afterMs: number }> {
  const known = await db.document.findFirst({
    where: { shopId, accountKey: account.accountKey, seenAt: { gte: startedAt }, sevdeskId: { not: null } },
  });
  if (known) {
    const answer = await account.read((sevdesk) =>
      sevdesk.get(known.remoteKind as LedgerKind, known.sevdeskId!),
    );
    return answer.kind === 'later' ? answer : answer.kind === 'done';
  }
  const gateways = await db.gatewayAccount.findMany({ where: { shopId } });
  const answer = await account.read((sevdesk) => sevdesk.checkAccounts());
  if (answer.kind !== 'done') return answer.kind === 'later' ? answer : false;
  return answer.value.some(({ id }) => gateways.some(({ checkAccountId }) => checkAccountId === id));
}
