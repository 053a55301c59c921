import { answerTo } from './decision.ts';
import type { Control, OpenQuestion, Plan, PlanInput, PlannedDocument } from './documents.ts';
import { cancelledBeforeInvoicing, isCancelledUnpaid } from './plan/cancelledBeforeInvoicing.ts';
import { cancelInvoice } from './plan/cancelInvoice.ts';
import type { Change } from './plan/change.ts';
import { chooseCredited } from './plan/chooseCredited.ts';
import type { Context, Drafted, Settled } from './plan/context.ts';
import { isPaidLater } from './plan/isPaidLater.ts';
import { judgeSettlement, questionMoney } from './plan/judgeSettlement.ts';
import { planCreditNotes } from './plan/planCreditNotes.ts';
import { planInvoices, type Invoices } from './plan/planInvoices.ts';
import { amountOf } from './plan/movement.ts';
import { readMoney } from './plan/readMoney.ts';
import { readOrder } from './plan/readOrder.ts';
import { refuseOrder, skipOrder } from './plan/refuseOrder.ts';
import { settle, type Settlement } from './plan/settle.ts';
import { subtract, sum, ZERO } from './money.ts';
import { isProblem, problem, type Problem } from './problem.ts';

/**
 * What is to be done about an order: every document it should have in sevdesk with its bookings, or a named reason why
 * not. The same answer for the same order, settings and ledger: no clock, no network, no database. What has left for
 * sevdesk is never changed; what came later becomes a document of its own, or a problem.
 */
export function planOrder(input: PlanInput): Plan {
  const refused = refuseOrder(input);
  if (refused) return stay(input, { kind: 'park', problem: refused });
  const skipped = skipOrder(input);
  if (skipped) return stay(input, { kind: 'skip', problem: skipped });
  const money = readMoney(input.order);
  const ended = cancelledBeforeInvoicing(input, money);
  if (ended) return stay(input, ended);
  const reading = readOrder(input, money);
  if (isProblem(reading)) return stay(input, { kind: 'park', problem: reading });
  return { ...planDocuments(reading.context), controls: reading.controls };
}

function planDocuments(context: Context): Plan {
  const { input } = context;
  const invoices = planInvoices(context);
  if (isProblem(invoices)) return stay(input, { kind: 'park', problem: invoices });
  if ('vatId' in invoices) {
    const waiting = stay(input, { kind: 'wait', problem: problem('wait.vat_check') });
    return { ...waiting, needsVatCheck: invoices.vatId };
  }
  if ('nothing' in invoices) {
    const code = invoices.nothing === 'zero' ? 'skip.zero_total' : 'skip.gift_card_only';
    return stay(input, { kind: 'skip', problem: problem(code) });
  }
  if (isCancelledUnpaid(context, invoices.invoices)) return takeBack(context, invoices);
  const followed = withCreditNotes(context, invoices);
  return isProblem(followed) ? stay(input, { kind: 'park', problem: followed }) : followed;
}

function withCreditNotes(context: Context, invoices: Invoices): Plan | Problem {
  const { input } = context;
  if (input.booked.some((document) => document.fixed && document.kind === 'cancellation')) {
    const receivedCents = amountOf(context.money.received);
    return problem('order.after_cancellation', {
      receivedCents,
      totalCents: input.order.totals.currentTotal,
    });
  }
  const chosen = chooseCredited(context, invoices);
  const { credits, questions } = planCreditNotes(context, invoices.invoices, chosen.credited);
  // A credit note needs the number of its invoice, and a draft has none.
  const held = credits.some((credit) => isHeld(invoices.invoices, credit));
  const asked = [...invoices.questions, ...chosen.questions, ...questions];
  const settlement = settle(context, {
    invoices: invoices.invoices,
    credits,
    giftCards: subtract(invoices.giftCards, chosen.giftCardsBack),
    mayOffset: !held,
    setAside: seenTo(context, asked, chosen.settledByHand),
    reserved: sum(questions.map(({ sourceGid }) => chosen.paidElsewhere.get(sourceGid) ?? ZERO)),
  });
  if (isProblem(settlement)) return settlement;
  const open = withoutAnswered(input, [...asked, ...questionMoney(context, settlement, chosen.owing)]);
  const verdict = judgeSettlement(context, settlement, { owing: chosen.owing, questions: open });
  return {
    ...stay(
      input,
      held && verdict.kind !== 'park' ? { kind: 'wait', problem: problem('wait.draft') } : verdict,
    ),
    documents: documentsOf(context, settlement),
    questions: open,
    evidence: invoices.invoices[0]?.plan.evidence ?? null,
  };
}

/** What moved money and gets no document, now or ever. */
function seenTo({ input }: Context, asked: OpenQuestion[], byHand: Change[]): Set<string> {
  const answered = input.decisions.filter(({ kind }) => kind === 'by_hand' || kind === 'leave_out');
  return new Set(
    [...asked, ...byHand.map(({ gid }) => ({ sourceGid: gid })), ...answered].map((one) => one.sourceGid),
  );
}

/** A question that was answered by "done by hand" or "leave out" is none. */
const withoutAnswered = ({ decisions }: PlanInput, questions: OpenQuestion[]): OpenQuestion[] =>
  questions.filter((question) => {
    const kind = answerTo(decisions, question)?.kind;
    return !question.decidable || (kind !== 'by_hand' && kind !== 'leave_out');
  });

/**
 * The documents that may be written now: invoices that are paid, or that the merchant wants before the money, and credit
 * notes that are settled. Each for itself: what is not known of one thing does not keep another back.
 */
function documentsOf(context: Context, settlement: Settlement): PlannedDocument[] {
  const { order, settings } = context.input;
  const { invoices, credits } = settlement;
  const later =
    isPaidLater(order, settings) || invoices.some(({ document, open }) => document.fixed && open > 0);
  const isReady = ({ document, open, unmapped }: Settled) =>
    document.fixed || (unmapped === null && (open === 0 || later));
  const ready = invoices.filter(isReady);
  const written = new Set(ready.map(({ document }) => document.plan.sourceGid));
  const followers = credits.filter(
    (credit) =>
      isReady(credit) &&
      written.has(credit.document.plan.refersTo ?? '') &&
      !isHeld(
        invoices.map((invoice) => invoice.document),
        credit.document,
      ),
  );
  return [...ready, ...followers].map(({ document, bookings, open }) => ({
    ...document.plan,
    bookings,
    prepaid: document.fixed ? document.plan.prepaid : open === 0,
  }));
}

function isHeld(invoices: Drafted[], credit: Drafted): boolean {
  const invoice = invoices.find(({ plan }) => plan.sourceGid === credit.plan.refersTo);
  return !credit.fixed && invoice !== undefined && !invoice.plan.finalise && !invoice.numbered;
}

function takeBack(context: Context, { invoices }: Invoices): Plan {
  const { input } = context;
  const [first] = invoices as [Drafted];
  const done = input.booked.find((document) => document.fixed && document.kind === 'cancellation');
  const cancellation = done?.plan ?? cancelInvoice(context, first);
  if (isProblem(cancellation)) return stay(input, { kind: 'wait', problem: cancellation });
  return {
    ...stay(input, { kind: 'book' }),
    documents: [first.plan, cancellation],
    evidence: first.plan.evidence,
  };
}

const ORDER_OF_WRITING = ['invoice', 'credit_note', 'cancellation'];

/** A plan that writes nothing new: what has left for sevdesk stays. */
function stay({ order, booked }: PlanInput, verdict: Plan['verdict']): Plan {
  const fixed = booked.filter((document) => document.fixed).map((document) => document.plan);
  const controls: Control[] = [];
  return {
    orderGid: order.gid,
    documents: fixed.toSorted((a, b) => ORDER_OF_WRITING.indexOf(a.kind) - ORDER_OF_WRITING.indexOf(b.kind)),
    verdict,
    questions: [],
    evidence: fixed.find((plan) => plan.sourceGid === order.gid)?.evidence ?? null,
    controls,
    needsVatCheck: null,
  };
}
