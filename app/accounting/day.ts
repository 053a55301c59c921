import type { Day } from './documents.ts';
import type { Instant } from './order.ts';

// sv-SE writes days as yyyy-mm-dd.
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar day in Berlin on which an instant falls: 22:30 UTC in July is already the next day. */
export const berlinDay = (instant: Instant): Day => berlin.format(new Date(instant));
