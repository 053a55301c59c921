import type { ReconciliationRun } from '@prisma/client';
import { z } from 'zod';
import type { DocumentState, LedgerKind } from '../../sevdesk/client.ts';
import { renewLease, type ShopLease } from '../lease.server.ts';
import { countDocuments } from '../metrics.server.ts';
import type { ComparedShop, PageResult, ReconcilePorts } from '../ports.server.ts';
import { openAccount, type Account } from './account.server.ts';
import { bookedDocuments } from './bookedDocuments.server.ts';
import { confirmFinding } from './confirmFinding.server.ts';
import { judgeOther, judgeOwn, type Suspect } from './judgeBooks.ts';
import { lookForMissing } from './lookForMissing.server.ts';
import { reportFinding } from './reportFinding.server.ts';

/** sevdesk gives 1000 rows at most. Pages overlap, because rows move up when something before them is deleted. */
const STEP = 900;
const FULL = 1000;

const NOT_CONNECTED_MS = 60 * 60_000;

/** Where a run is: in a list at an offset, or behind the lists, looking for what was not in them. */
const cursorSchema = z.union([
  z.object({ list: z.enum(['invoice', 'credit_note']), offset: z.number() }),
  z.object({ after: z.string() }),
]);
type Cursor = z.output<typeof cursorSchema>;

const readCursor = (text: string | null): Cursor =>
  text === null ? { list: 'invoice', offset: 0 } : cursorSchema.parse(JSON.parse(text));

/**
 * Compares a page of what was touched in sevdesk with the ledger: documents changed, paid or cancelled by hand, and
 * such that carry a marker of ours a second time. Behind the lists it looks for documents that were not in them.
 * Nothing is ever written to sevdesk; what is found becomes a problem of its order, after a second look.
 */
export async function compareBooks(
  ports: ReconcilePorts,
  lease: ShopLease,
  _shop: ComparedShop,
  run: ReconciliationRun,
  signal: AbortSignal,
): Promise<PageResult> {
  const account = await openAccount(ports, run.shopId, signal);
  if (!account) return { kind: 'later', afterMs: NOT_CONNECTED_MS };
  const cursor = readCursor(run.cursor);
  return 'list' in cursor
    ? comparePage(ports, lease, run, account, cursor)
    : lookForMissing(ports, lease, run, account, cursor.after);
}

async function comparePage(
  ports: ReconcilePorts,
  lease: ShopLease,
  run: ReconciliationRun,
  account: Account,
  { list, offset }: { list: LedgerKind; offset: number },
): Promise<PageResult> {
  const page = await account.read((sevdesk) => sevdesk.updatedSince(list, run.from, offset));
  if (page.kind !== 'done')
    return page.kind === 'later' ? page : { kind: 'later', afterMs: NOT_CONNECTED_MS };
  const suspects = await findSuspects(ports, run, account, page.value);
  let found = 0;
  for (const suspect of suspects.differing) {
    const confirmed = await confirmFinding(ports, run.shopId, account, suspect);
    if (confirmed.kind === 'later') return confirmed;
    if (confirmed.kind === 'refuted') continue;
    const { before, finding } = confirmed;
    const now = ports.clock.now();
    const isNew = await ports.db.$transaction((tx) =>
      reportFinding(tx, before, finding, suspect.booked.id, now),
    );
    if (!isNew) continue;
    found += 1;
    countDocuments(finding.kind === 'problem' ? finding.problem.code : finding.kind);
  }
  const next = nextCursor(list, offset, page.value.length);
  return store(ports, lease, run, { seenIds: suspects.seenIds, rows: page.value.length, found, next });
}

async function findSuspects(
  { db }: ReconcilePorts,
  { shopId }: ReconciliationRun,
  { accountKey }: Account,
  page: DocumentState[],
): Promise<{ differing: Suspect[]; seenIds: string[] }> {
  const sevdeskIds = page.map(({ id }) => id);
  const markers = page.flatMap(({ marker }) => marker ?? []);
  const ours = await bookedDocuments(db, { shopId, accountKey, sevdeskIds, markers });
  const byId = new Map(ours.map((booked) => [`${booked.remoteKind} ${booked.sevdeskId}`, booked]));
  const byMarker = new Map(ours.map((booked) => [booked.marker, booked]));
  const differing: Suspect[] = [];
  const seenIds: string[] = [];
  for (const seen of page) {
    const own = byId.get(`${seen.kind} ${seen.id}`);
    if (own) seenIds.push(own.id);
    const booked = own ?? byMarker.get(seen.marker ?? '');
    if (!booked) continue;
    const finding = own ? judgeOwn(own, seen) : judgeOther(booked, seen, 2);
    if (finding.kind !== 'as_booked') differing.push({ booked, seen });
  }
  return { differing, seenIds };
}

function nextCursor(list: LedgerKind, offset: number, rows: number): Cursor {
  if (rows >= FULL) return { list, offset: offset + STEP };
  return list === 'invoice' ? { list: 'credit_note', offset: 0 } : { after: '' };
}

interface Compared {
  /** Documents of the ledger that were in the list. */
  seenIds: string[];
  rows: number;
  found: number;
  next: Cursor;
}

function store(
  { db, clock }: ReconcilePorts,
  lease: ShopLease,
  run: ReconciliationRun,
  { seenIds, rows, found, next }: Compared,
): Promise<PageResult> {
  const now = clock.now();
  return db.$transaction(async (tx): Promise<PageResult> => {
    if (!(await renewLease(tx, lease, now))) return { kind: 'lost' };
    await tx.$executeRaw`
      update document set seen_at = ${now}::timestamptz
      where shop_id = ${run.shopId}::uuid and id = any(${seenIds}::uuid[])`;
    await tx.reconciliationRun.update({
      where: { id: run.id },
      data: {
        cursor: JSON.stringify(next),
        seen: { increment: rows },
        enqueued: { increment: found },
      },
    });
    countDocuments('seen', seenIds.length);
    return { kind: 'more' };
  });
}
