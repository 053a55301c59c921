import type { Plan, PlanInput } from '../documents.ts';
import { checkRefund, checkWhole } from './checkContent.ts';
import { checkCredits, checkDocument, checkFixed } from './checkDocuments.ts';
import { checkDates } from './checkDates.ts';
import { checkMoney } from './checkMoney.ts';
import { checkMovements } from './checkMovements.ts';
import { checkVerdict } from './checkVerdict.ts';

// What must be true of every plan, told by the order's own figures and not by how the plan was made. Amounts are plain
// numbers of cents here: what checks the money code does not use it.

/** Throws an error that says what is wrong. */
export function checkPlan(input: PlanInput, plan: Plan): void {
  for (const document of plan.documents) checkDocument(document);
  checkFixed(input, plan);
  checkCredits(plan.documents);
  checkDates(input, plan);
  checkMoney(input, plan);
  checkMovements(input, plan);
  checkVerdict(input, plan);
  if (plan.verdict.kind === 'book' && !plan.documents.some(({ kind }) => kind === 'cancellation')) {
    if (input.order.agreements.length === 1) checkWhole(input.order, plan.documents);
    for (const refund of input.order.refunds) checkRefund(input.order, refund, plan.documents);
  }
}
