import type { RequestHandler } from 'express';
import type { Runtime } from '../platform/runtime.server.ts';
import { startIntake, type Web } from './startIntake.server.ts';
import { startPages } from './startPages.server.ts';

export type { Web } from './startIntake.server.ts';

/** Intake and pages in one process, wired as in two: for development and tests. */
export async function startWeb(runtime: Runtime, pages: RequestHandler, port: number): Promise<Web> {
  const { config, clock } = runtime;
  return startIntake({ config, clock, pages: await startPages(runtime, pages) }, port);
}
