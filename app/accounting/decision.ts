import { z } from 'zod';
import { cents, rate, sum, type Cents, type Rate } from './money.ts';

// What the merchant decided where nobody else can: a refund that no rule places. Stored with the order, so it is parsed
// whenever it is read.

const amount = z
  .int()
  .min(1)
  .transform((value) => cents(value));

const about = {
  /** The refund, ledger entry or transaction that was asked about. */
  sourceGid: z.string().min(1).max(255),
  /** What was asked about. A question about another amount is another question: the answer no longer counts. */
  amount,
};

const decisionSchema = z.discriminatedUnion('kind', [
  /** All of it at one rate of the invoice. */
  z.object({ ...about, kind: z.literal('rate'), rate: z.int().transform((value) => rate(value)) }),
  /** So much of it on each of these positions. */
  z.object({
    ...about,
    kind: z.literal('split'),
    parts: z.array(z.object({ gid: z.string().min(1), amount })).min(1),
  }),
  /** A credit note that stands in sevdesk already; its amount was compared with the refund's. */
  z.object({ ...about, kind: z.literal('by_hand'), number: z.string().min(1).max(64), credited: amount }),
  /** No document, now or later. */
  z.object({ ...about, kind: z.literal('leave_out') }),
]);

export type Decision = z.output<typeof decisionSchema>;

/** Reads stored decisions. Throws on what was never written by {@link Decision}. */
export const parseDecisions = (value: unknown): Decision[] => z.array(decisionSchema).parse(value ?? []);

/** Where an amount without a line may be placed: a position of an invoice, with what credit notes have left of it. */
export interface Choice {
  gid: string | null;
  name: string;
  rate: Rate;
  left: Cents;
}

/** The answer to a question, if it was given: about this very thing and this very amount. */
export const answerTo = (
  decisions: Decision[],
  question: { sourceGid: string; amount: Cents },
): Decision | null =>
  decisions.find((one) => one.sourceGid === question.sourceGid && one.amount === question.amount) ?? null;

/** Whether the parts of a split are, to the cent, what they divide. */
export const isWhole = (parts: { amount: Cents }[], whole: Cents): boolean =>
  sum(parts.map((part) => part.amount)) === whole;
