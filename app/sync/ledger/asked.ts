import { z } from 'zod';
import type { RefusalCause } from '../../sevdesk/answer.ts';
import type { Refusal } from '../problems.ts';

/** A write to sevdesk that was sent and of which nobody knows yet what came of it. */
export interface Asked {
  at: Date;
  /** Look-ups since then that found nothing. */
  emptyLookUps: number;
  /** sevdesk said no, which is not believed before nothing has come of it for long enough. */
  refusal: Refusal | null;
}

const causes = [
  'booking_rules',
  'credit_note_exceeds_invoice',
  'credit_note_rate_differs',
  'credit_note_exists',
  'partly_paid_cannot_be_cancelled',
  'cancelled_already',
] as const satisfies RefusalCause[];

const refusal = z.object({
  status: z.number(),
  cause: z.enum(causes).nullable(),
  message: z.string(),
});

/** A row's columns as what was asked for; null when nothing is under way. */
export const askedOf = (
  requested: boolean,
  row: { requestedAt: Date | null; emptyLookUps: number; refusal: unknown },
): Asked | null =>
  requested
    ? {
        at: row.requestedAt ?? new Date(0),
        emptyLookUps: row.emptyLookUps,
        refusal: row.refusal === null ? null : refusal.parse(row.refusal),
      }
    : null;
