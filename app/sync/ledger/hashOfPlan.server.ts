import { createHash } from 'node:crypto';
import type { PlannedDocument } from '../../accounting/documents.ts';

/** Tells two plans of one document apart. */
export const hashOfPlan = (plan: PlannedDocument): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 32);
