// The door of the twin: what the demo and tests use of it.
export { startViesTwin, type ViesTwin } from './server.ts';
export type { ViesVerdict } from './verdicts.ts';
