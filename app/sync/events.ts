/** The lines of an order's timeline: what was done, and how it came out. */
export type EventStep =
  | 'hint'
  | 'read'
  | 'plan'
  | 'look_up'
  | 'contact'
  | 'draft'
  | 'read_back'
  | 'finalise'
  | 'book'
  | 'mail'
  | 'withdraw'
  | 'retry'
  | 'park'
  | 'done'
  | 'person';

export type EventOutcome = 'requested' | 'done' | 'refused' | 'unclear' | 'skipped';
