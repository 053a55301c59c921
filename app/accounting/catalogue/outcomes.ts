import { skips } from './outcomes/skips.ts';
import { waits } from './outcomes/waits.ts';

/** Why nothing is in sevdesk (yet) although nothing is wrong. */
export const outcomes = { ...waits, ...skips };
