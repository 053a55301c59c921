import { stateMachine, type StateOf } from '../platform/stateMachine.ts';

// Every state machine of the engine. Who writes which: scripts/lib/stateWrites.ts, which `npm run lint` asks.

/** What the merchant sees of an order. Whatever happens to it, the next run may answer anything. */
export const orderStates = stateMachine({
  table: 'order_sync',
  starts: ['waiting'],
  moves: {
    waiting: ['synced', 'skipped', 'parked'],
    synced: ['waiting', 'skipped', 'parked'],
    skipped: ['waiting', 'synced', 'parked'],
    parked: ['waiting', 'synced', 'skipped'],
  },
});

/** How far a document is on its way into sevdesk (the step protocol). */
export const documentStates = stateMachine({
  table: 'document',
  starts: ['planned'],
  moves: {
    // What stands in sevdesk already is adopted as it is; a cancelled open invoice is done at once.
    planned: ['write_requested', 'draft', 'discard_requested', 'open', 'done', 'withdrawn'],
    write_requested: ['planned', 'draft', 'discard_requested', 'open', 'done'],
    draft: ['finalise_requested', 'discard_requested', 'planned', 'open'],
    discard_requested: ['planned'],
    finalise_requested: ['open', 'draft', 'discard_requested', 'planned'],
    open: ['done'],
    done: [],
    withdrawn: ['planned'],
  },
});

export const bookingStates = stateMachine({
  table: 'booking',
  starts: ['planned'],
  moves: {
    planned: ['requested', 'booked'],
    requested: ['planned', 'booked', 'unclear'],
    // sevdesk said that it was booked, but does not show it. Never sent again by itself.
    unclear: ['booked'],
    booked: [],
  },
});

/** A mail to a buyer. Only a person sends one again whose fate is not known. */
export const mailStates = stateMachine({
  table: 'outgoing_mail',
  starts: ['planned'],
  moves: {
    // Of what stands in sevdesk already nobody knows whether it was mailed.
    planned: ['requested', 'unclear', 'dropped'],
    requested: ['planned', 'sent', 'unclear', 'failed', 'dropped'],
    unclear: ['planned', 'dropped'],
    failed: ['planned', 'dropped'],
    sent: [],
    dropped: [],
  },
});

/** What could not be done for an order. `requeued`: under way again. `resolved`: it went through. */
export const deadLetterStates = stateMachine({
  table: 'dead_letter',
  starts: ['open'],
  moves: {
    open: ['requeued', 'resolved', 'skipped', 'archived'],
    requeued: ['open', 'resolved', 'skipped', 'archived'],
    resolved: [],
    skipped: [],
    archived: [],
  },
});

export const breakerStates = stateMachine({
  table: 'breaker',
  starts: ['closed'],
  moves: {
    closed: ['open'],
    open: ['half_open'],
    half_open: ['closed', 'open'],
  },
});

export type OrderState = StateOf<typeof orderStates>;
export type DocumentProgress = StateOf<typeof documentStates>;
export type BookingProgress = StateOf<typeof bookingStates>;
export type MailProgress = StateOf<typeof mailStates>;
export type BreakerState = StateOf<typeof breakerStates>;
export type DeadLetterState = StateOf<typeof deadLetterStates>;
