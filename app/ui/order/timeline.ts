import type { StepView } from '../../orders/read/views.ts';
import type { EventStep } from '../../sync/events.ts';

/** Steps that the texts know: all of this release. A newer one is shown by a general text. */
const knownSteps: Record<EventStep, true> = {
  hint: true,
  read: true,
  plan: true,
  look_up: true,
  contact: true,
  draft: true,
  read_back: true,
  finalise: true,
  book: true,
  mail: true,
  withdraw: true,
  retry: true,
  park: true,
  done: true,
  person: true,
};

export type KnownStep = EventStep;

export const knownStep = (step: string): KnownStep | null =>
  Object.hasOwn(knownSteps, step) ? (step as KnownStep) : null;

const knownActions = [
  'sync_again',
  'skip',
  'accept_payment',
  'archive',
  'unarchive',
  'send_mail',
  'drop_mail',
] as const;

/** What a person did, if the texts know it. */
export const knownAction = (action: unknown): (typeof knownActions)[number] | null =>
  knownActions.find((known) => known === action) ?? null;

/**
 * The timeline as a reader wants it: that a step was asked for is only news while its answer is missing, and looking
 * for a contact is none when it is made next. Newest first.
 */
export function readableTimeline(steps: StepView[]): StepView[] {
  const answered = (index: number) => {
    const { step, documentId } = steps[index]!;
    return steps.slice(index + 1).some((later) => later.step === step && later.documentId === documentId);
  };
  const repeated = (index: number) => {
    const { step, outcome, documentId } = steps[index]!;
    if (step !== 'contact' || outcome !== 'done') return false;
    const rest = steps.slice(index + 1);
    const end = rest.findIndex((later) => later.step === 'read');
    const sameRun = end < 0 ? rest : rest.slice(0, end);
    return sameRun.some((later) => later.step === step && later.documentId === documentId);
  };
  return (
    steps
      .filter((step, index) => !repeated(index) && (step.outcome !== 'requested' || !answered(index)))
      // That no further attempt is made is said by what comes next.
      .filter((step) => step.step !== 'retry' || step.outcome !== 'skipped')
      .toReversed()
  );
}
