import { z } from 'zod';
import { cents, rate } from './money.ts';
import { readFacts, type ToldFacts } from './problem.ts';

const amount = z.int().transform((value) => cents(value));

const question = z.object({
  sourceGid: z.string(),
  problem: z
    .object({ code: z.string(), facts: z.unknown() })
    .transform(({ code, facts }): { code: string; facts: ToldFacts } => ({ code, facts: readFacts(facts) })),
  amount,
  total: amount,
  choices: z.array(
    z.object({
      gid: z.string().nullable(),
      name: z.string(),
      rate: z.int().transform((value) => rate(value)),
      left: amount,
    }),
  ),
  decidable: z.boolean(),
});

export type StoredQuestion = z.output<typeof question>;

/** The questions that were stored with an order; those of a shape that is not known any more are asked anew by the next run. */
export const readQuestions = (stored: unknown): StoredQuestion[] =>
  (Array.isArray(stored) ? stored : []).flatMap((one) => {
    const parsed = question.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
