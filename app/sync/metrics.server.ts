import { counter, histogram } from '../platform/metrics.server.ts';

const seconds = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];
const minutes = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];

const requests = histogram(
  'sevdesk_request_seconds',
  'Requests to sevdesk by step and outcome, pacing included',
  ['step', 'outcome'],
  seconds,
);
const runs = counter('sync_runs_total', 'Runs of the sync engine by how they ended', ['outcome']);
const latency = histogram(
  'payment_to_booked_seconds',
  'From money received to booked in sevdesk',
  [],
  minutes,
);
const retries = counter('sync_retries_total', 'Runs that are tried again', ['class']);
const deadLetters = counter('dead_letters_total', 'Orders whose retries were used up or that need a person', [
  'class',
]);
const programErrors = counter('sync_program_errors_total', 'Exceptions caught at the door of a run', []);

export const countRequest = (step: string, outcome: string, ms: number): void =>
  requests.observe({ step, outcome }, ms / 1000);
export const countRun = (outcome: string): void => runs.add({ outcome });
export const observeLatency = (ms: number): void => latency.observe({}, ms / 1000);
export const countRetry = (failureClass: string): void => retries.add({ class: failureClass });
export const countDeadLetter = (failureClass: string): void => deadLetters.add({ class: failureClass });
export const countProgramError = (): void => programErrors.add({});
