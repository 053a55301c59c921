import type { DocumentState } from '../../sevdesk/client.ts';
import type { ReconcilePorts } from '../ports.server.ts';
import type { Account } from './account.server.ts';
import { bookedDocuments } from './bookedDocuments.server.ts';
import { judgeOther, judgeOwn, type BooksFinding, type Suspect } from './judgeBooks.ts';
import { orderAtRest, type Before } from './reportFinding.server.ts';

export type Confirmed =
  | { kind: 'confirmed'; before: Before; finding: Exclude<BooksFinding, { kind: 'as_booked' }> }
  | { kind: 'refuted' }
  | { kind: 'later'; afterMs: number };

/**
 * A second look before anything is said: the list was read while the engine was at work, and may lag. The order must be
 * at rest; then the ledger is read again, and after it the document itself.
 */
export async function confirmFinding(
  { db, clock }: ReconcilePorts,
  shopId: string,
  account: Account,
  { booked, seen }: Suspect,
): Promise<Confirmed> {
  const before = await db.$transaction((tx) => orderAtRest(tx, booked.orderSyncId, clock.now()));
  if (!before) return { kind: 'refuted' };
  const { accountKey } = account;
  const fresh = (await bookedDocuments(db, { shopId, accountKey, markers: [booked.marker] }))[0];
  if (!fresh) return { kind: 'refuted' };
  const isOwn = fresh.sevdeskId === seen.id && fresh.remoteKind === seen.kind;
  const answer = isOwn
    ? await account.read((sevdesk) => sevdesk.get(seen.kind, seen.id))
    : await account.read((sevdesk) => sevdesk.findByMarker(seen.kind, fresh.marker));
  if (answer.kind === 'later') return answer;
  if (answer.kind === 'not_found') return { kind: 'refuted' };
  const finding = Array.isArray(answer.value)
    ? await judgeCompany(db, shopId, accountKey, fresh, answer.value)
    : judgeOwn(fresh, answer.value);
  return finding.kind === 'as_booked' ? { kind: 'refuted' } : { kind: 'confirmed', before, finding };
}

/** The worst of what the documents under the marker mean that are none of the ledger's. */
async function judgeCompany(
  db: ReconcilePorts['db'],
  shopId: string,
  accountKey: string,
  booked: Suspect['booked'],
  hits: DocumentState[],
): Promise<BooksFinding> {
  const sevdeskIds = hits.map(({ id }) => id);
  const ours = await bookedDocuments(db, { shopId, accountKey, sevdeskIds });
  const isOurs = (hit: DocumentState) =>
    ours.some(({ remoteKind, sevdeskId }) => remoteKind === hit.kind && sevdeskId === hit.id);
  const others = hits.filter((hit) => !isOurs(hit));
  const count = others.filter(({ kind, type }) => kind === 'credit_note' || type === 'invoice').length + 1;
  const findings = others.map((other) => judgeOther(booked, other, count));
  const codes = findings.flatMap((finding) => (finding.kind === 'problem' ? [finding] : []));
  return (
    codes.find(({ problem }) => problem.code !== 'sevdesk.surplus_draft') ?? codes[0] ?? { kind: 'as_booked' }
  );
}
