import type { StepView } from '../../sync/views.ts';

/** Steps that the texts know; a newer one is shown by a general text. */
const knownSteps = [
  ...([
    'hint',
    'read',
    'plan',
    'look_up',
    'contact',
    'draft',
    'read_back',
    'finalise',
    'book',
    'mail',
  ] as const),
  ...(['withdraw', 'retry', 'park', 'done', 'person'] as const),
] as const;

export type KnownStep = (typeof knownSteps)[number];

export const knownStep = (step: string): KnownStep | null =>
  knownSteps.find((known) => known === step) ?? null;

/**
 * The timeline as a reader wants it: that a step was asked for is only news while its answer is missing.
 * Newest first.
 */
export function readableTimeline(steps: StepView[]): StepView[] {
  const answered = (index: number) => {
    const { step, documentId } = steps[index]!;
    return steps.slice(index + 1).some((later) => later.step === step && later.documentId === documentId);
  };
  return steps.filter((step, index) => step.outcome !== 'requested' || !answered(index)).toReversed();
}
