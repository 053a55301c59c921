import type { Prisma } from '@prisma/client';
import { isWhole, parseDecisions, type Decision } from '../../accounting/decision.ts';
import { cents, rate, sum } from '../../accounting/money.ts';
import { readQuestions, type StoredQuestion } from '../../accounting/storedQuestions.ts';
import { recordAudit } from '../../merchant/audit.server.ts';
import { connectionFor } from '../../merchant/connection.server.ts';
import type { Acting, MerchantPorts } from '../../merchant/ports.server.ts';
import type { SevdeskClient } from '../../sevdesk/client.ts';
import { priorities, wakeOrder } from '../../sync/schedule/dueOrders.server.ts';

/** What the merchant answers to one question of an order, as the form sends it. Amounts in cents. */
export interface RefundAnswer {
  orderGid: string;
  sourceGid: string;
  amount: number;
  answer:
    | { kind: 'rate'; rate: number }
    | { kind: 'split'; parts: { gid: string; amount: number }[] }
    | { kind: 'by_hand'; number: string }
    | { kind: 'leave_out' };
}

/** Why an answer was not taken, by the field that has to be mended. */
export type RefundDecided =
  | { kind: 'decided' }
  /** The order has moved on: this is not asked any more. */
  | { kind: 'gone' }
  | { kind: 'wrong'; field: 'rate' }
  | { kind: 'wrong'; field: 'split'; missingCents: number }
  | { kind: 'wrong'; field: 'part'; name: string; leftCents: number }
  | { kind: 'wrong'; field: 'number'; why: 'not_found' | 'not_connected' | 'unavailable' }
  | { kind: 'wrong'; field: 'number'; why: 'amount'; foundCents: number; expectedCents: number };

/**
 * Takes the merchant's decision about a refund that no rule places, and lets the order run again. A credit note written by
 * hand is looked for in sevdesk first, and must be worth what went back. Audited; a decision that was taken counts for this
 * very amount only.
 */
export async function decideRefund(
  ports: Pick<MerchantPorts, 'db' | 'encryption' | 'clock' | 'sevdesk'>,
  acting: Acting,
  given: RefundAnswer,
): Promise<RefundDecided> {
  const { shopId, actor } = acting;
  const where = { shopId_orderGid: { shopId, orderGid: given.orderGid } };
  const row = await ports.db.orderSync.findUnique({ where, select: { questions: true, processedAt: true } });
  const question = row && questionAsked(row.questions, given);
  if (!question) return { kind: 'gone' };
  const decision = await judge(ports, acting, given, question, row.processedAt ?? new Date(0));
  if (!('sourceGid' in decision)) return decision;
  const now = ports.clock.now();
  return ports.db.$transaction(async (tx): Promise<RefundDecided> => {
    await tx.$queryRaw`select 1 from order_sync where shop_id = ${shopId}::uuid
      and order_gid = ${given.orderGid} for no key update`;
    const order = await tx.orderSync.findUniqueOrThrow({ where });
    if (!questionAsked(order.questions, given)) return { kind: 'gone' };
    const others = parseDecisions(order.decisions).filter((one) => one.sourceGid !== given.sourceGid);
    const changed = await tx.orderSync.update({
      where,
      data: {
        decisions: [...others, decision],
        wantedRevision: { increment: 1 },
        nextAttemptAt: now,
        attempts: 0,
        priority: priorities.live,
        changedAt: now,
      },
    });
    await recordAudit(tx, {
      ...{ shopId, at: now, actor, action: 'decide_refund', target: given.orderGid },
      detail: { ...given.answer, sourceGid: given.sourceGid, amount: given.amount },
    });
    await wakeOrder(tx, changed, now);
    return { kind: 'decided' };
  });
}

function questionAsked(stored: Prisma.JsonValue, given: RefundAnswer): StoredQuestion | null {
  const found = readQuestions(stored).find(
    (one) => one.sourceGid === given.sourceGid && one.amount === given.amount,
  );
  return found?.decidable ? found : null;
}

async function judge(
  ports: Pick<MerchantPorts, 'db' | 'encryption' | 'sevdesk'>,
  { shopId }: Acting,
  { answer }: RefundAnswer,
  question: StoredQuestion,
  since: Date,
): Promise<Decision | RefundDecided> {
  const about = { sourceGid: question.sourceGid, amount: question.amount };
  switch (answer.kind) {
    case 'leave_out':
      return { ...about, kind: 'leave_out' };
    case 'rate': {
      const left = question.choices.filter((choice) => choice.rate === answer.rate);
      const enough = sum(left.map((choice) => choice.left)) >= question.amount;
      return enough ? { ...about, kind: 'rate', rate: rate(answer.rate) } : { kind: 'wrong', field: 'rate' };
    }
    case 'split': {
      const parts = answer.parts.map(({ gid, amount }) => ({ gid, amount: cents(amount) }));
      for (const { gid, amount } of parts) {
        const choice = question.choices.find((one) => one.gid === gid);
        if (!choice || amount > choice.left) {
          return { kind: 'wrong', field: 'part', name: choice?.name ?? '', leftCents: choice?.left ?? 0 };
        }
      }
      const missingCents = question.amount - sum(parts.map((part) => part.amount));
      return isWhole(parts, question.amount)
        ? { ...about, kind: 'split', parts }
        : { kind: 'wrong', field: 'split', missingCents };
    }
    case 'by_hand': {
      const connection = await connectionFor(ports.db, ports.encryption, shopId);
      if (!connection) return { kind: 'wrong', field: 'number', why: 'not_connected' };
      const found = await findCreditNote(ports.sevdesk(connection.token), answer.number.trim(), since);
      if (typeof found === 'string') return { kind: 'wrong', field: 'number', why: found };
      const expectedCents = question.total;
      if (found.gross !== expectedCents) {
        return { kind: 'wrong', field: 'number', why: 'amount', foundCents: found.gross, expectedCents };
      }
      return { ...about, kind: 'by_hand', number: answer.number.trim(), credited: found.gross };
    }
  }
}

/** sevdesk has no search by number that is proven, so the credit notes since the order are looked through. */
async function findCreditNote(sevdesk: SevdeskClient, number: string, since: Date) {
  for (let offset = 0; offset < MOST_SEEN;) {
    const page = await sevdesk.updatedSince('credit_note', since, offset);
    if (page.kind !== 'done') return 'unavailable' as const;
    const found = page.value.find((one) => one.number === number);
    if (found) return found;
    if (page.value.length < PAGE) return 'not_found' as const;
    offset += page.value.length;
  }
  return 'not_found' as const;
}

const PAGE = 1_000;
const MOST_SEEN = 20_000;
