import { checkPlan } from '../../../app/accounting/testing/checkPlan.ts';
import { finding, type Finding } from './findings.ts';
import type { OrderEvidence } from './evidence.ts';

// Every order has come to an end: booked, or with a reason why not.

/** Ends that a fault can bring about and a person or time undoes. Names that begin so. */
const BY_FAULTS = /^(sevdesk\.|shopify\.|sync\.program_error|tax\.vat_check_unavailable|skip\.by_hand)/;
const STATE = { book: 'synced', wait: 'waiting', skip: 'skipped', park: 'parked' } as const;

/** `strict`: everybody has done what the reasons ask for, so only what the order itself demands is left. */
export function judgeOrder(
  evidence: OrderEvidence,
  { strict, touched }: { strict: boolean; touched: boolean },
): Finding[] {
  const { row, order, plan } = evidence;
  const name = `${evidence.shop.domain} ${order.name}`;
  if (!row) return [finding('lost', `${name}: never heard of`)];
  const wanted = STATE[plan.verdict.kind];
  const reason = plan.verdict.kind === 'book' ? null : plan.verdict.problem.code;
  const findings: Finding[] = [];
  if (row.leased) findings.push(finding('unfinished', `${name}: still leased`));
  const isDone = row.state === wanted && (row.code === reason || row.state === 'synced');
  const mayStay = row.state !== 'synced' && BY_FAULTS.test(row.code ?? '');
  const stays = mayStay && (!strict || touched || row.code === 'skip.by_hand');
  if (!isDone && !stays) findings.push(unfinished(name, evidence, `${wanted} ${reason ?? ''}`));
  if (row.state === 'synced') findings.push(...judgeSynced(name, evidence));
  return [...findings, ...judgePlan(name, evidence)];
}

function unfinished(name: string, { row, order, ledger }: OrderEvidence, wanted: string): Finding {
  const { state, code, dueAt, answered } = row!;
  const is = `${state} ${code ?? ''}${dueAt ? ` due ${dueAt.toISOString()}` : ''}${answered ? '' : ' unanswered'}`;
  const isLost = order.totals.received > 0 && ledger.length === 0 && state !== 'parked' && code === null;
  return finding(isLost ? 'lost' : 'unfinished', `${name}: is ${is}, should be ${wanted}`);
}

/** Said to be booked: every document the plan wants has its number and its money. */
function judgeSynced(name: string, { ledger, plan, row }: OrderEvidence): Finding[] {
  const findings: Finding[] = [];
  for (const wanted of plan.documents) {
    const work = ledger.find((one) => one.kind === wanted.kind && one.plan.sourceGid === wanted.sourceGid);
    const issued = work?.state === 'open' || work?.state === 'done';
    if (!issued) findings.push(finding('lost', `${name}: ${wanted.kind} is ${work?.state ?? 'missing'}`));
    else if (work.bookings.some(({ state }) => state !== 'booked'))
      findings.push(finding('lost', `${name}: money of ${wanted.kind} is not booked`));
  }
  if (row?.dueAt) findings.push(finding('unfinished', `${name}: synced, but due`));
  return findings;
}

/** The plan itself, told by the order's own figures (app/accounting/testing). */
function judgePlan(name: string, { input, plan }: OrderEvidence): Finding[] {
  if (plan.verdict.kind !== 'book') return [];
  try {
    checkPlan(input, plan);
    return [];
  } catch (error) {
    return [finding('wrong', `${name}: ${(error as Error).message}`)];
  }
}
