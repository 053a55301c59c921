import { orderProblems } from './catalogue/order.ts';
import { outcomes } from './catalogue/outcomes.ts';
import { paymentProblems } from './catalogue/payment.ts';
import { sevdeskProblems } from './catalogue/sevdesk.ts';
import { shopifyProblems } from './catalogue/shopify.ts';
import { syncProblems } from './catalogue/sync.ts';
import { taxProblems } from './catalogue/tax.ts';

/** Every problem and every reason to wait or skip, by code. */
export const catalogue = {
  ...orderProblems,
  ...paymentProblems,
  ...taxProblems,
  ...sevdeskProblems,
  ...shopifyProblems,
  ...syncProblems,
  ...outcomes,
};

export type ProblemCode = keyof typeof catalogue;
