// The door of the twin: what the demo, tests and benchmarks use of it.
export type { AccountDefinition } from './account.ts';
export type { AccountView, DocumentView } from './control.ts';
export type { Fault, InterceptedRequest } from './faults.ts';
export { DEFAULT_TOKEN, startSevdeskTwin, type SevdeskTwin } from './server.ts';
