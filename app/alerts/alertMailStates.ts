import { stateMachine } from '../platform/stateMachine.ts';

/** A mail to the merchant about alerts. `obsolete`: what it was to tell is over. */
export const alertMailStates = stateMachine({
  table: 'alert_mail',
  starts: ['planned'],
  moves: {
    planned: ['requested'],
    requested: ['planned', 'sent', 'unclear', 'failed', 'obsolete'],
    sent: [],
    unclear: [],
    failed: [],
    obsolete: [],
  },
});
