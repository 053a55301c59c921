// The pages, as web.ts runs them: in a process of their own behind the intake. Not meant to be started by hand.
import { keepTime } from '../../app/platform/databaseClock.server.ts';
import { log } from '../../app/platform/log.server.ts';
import { runtime } from '../../app/platform/runtime.server.ts';
import { within } from '../../app/platform/within.ts';
import { startTracing } from '../../app/platform/tracing.server.ts';
import { watchAlertLevels } from '../../app/worker/alertLevels.server.ts';
import { watchLevels } from '../../app/worker/levels.server.ts';
import { WRONG_ENVIRONMENT } from '../../app/web/keepPages.server.ts';
import { loadPages, NotBuiltError } from '../../app/web/pageFiles.server.ts';
import { servePagesBehind } from '../../app/web/servePagesBehind.server.ts';
import { startPages } from '../../app/web/startPages.server.ts';

for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
  process.on(event, (error) => {
    log.error('pages failed', { cause: event, error });
    process.exit(1);
  });
}

/** How long it is waited for a database that tells the time; pages say then what is the matter. */
const WITHOUT_TIME_MS = 5_000;

const shared = runtime();
const tracing = await startTracing('sevdesk-connector-web');
await within(WITHOUT_TIME_MS, keepTime(shared.clock));
watchLevels(shared.db, shared.clock);
watchAlertLevels(shared.db);
const pages = await loadPages(shared.config.shopify.appBridgeUrl).catch((error: unknown) => {
  if (!(error instanceof NotBuiltError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return process.exit(WRONG_ENVIRONMENT);
});
servePagesBehind(await startPages(shared, pages), () => tracing.stop());
