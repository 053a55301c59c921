// npm start: the web process. Everything it needs comes from the environment; see app/platform/config.server.ts.
import { checkKeys, WrongKeyError } from '../../app/platform/checkKeys.server.ts';
import { ConfigError } from '../../app/platform/config.server.ts';
import { log } from '../../app/platform/log.server.ts';
import { runtime, type Runtime } from '../../app/platform/runtime.server.ts';
import { startTracing } from '../../app/platform/tracing.server.ts';
import { watchIncidentLevels } from '../../app/worker/alertLevels.server.ts';
import { watchLevels } from '../../app/worker/levels.server.ts';
import { loadPages } from '../../app/web/pages.server.ts';
import { startWeb } from '../../app/web/startWeb.server.ts';

/** Starting again would not help. */
const WRONG_ENVIRONMENT = 78;

// A rejection that nobody handles leaves the process in a state that nobody knows. Whoever runs it starts it again.
process.on('unhandledRejection', (error) => {
  log.error('unhandled rejection', { error });
  process.exit(1);
});

const shared = readRuntime();
const { config } = shared;
const tracing = await startTracing('sevdesk-connector-web');
const pages = await loadPages(config.shopify.appBridgeUrl);
watchLevels(shared.db, shared.clock);
watchIncidentLevels(shared.db);
const web = await startWeb(shared, pages, config.port);
void web.ready
  .then(() => checkKeys(shared.db, config.encryptionKeys))
  .catch((error: unknown) => {
    if (!(error instanceof WrongKeyError)) throw error;
    console.error(error.message);
    process.exit(WRONG_ENVIRONMENT);
  });
log.info('web started', { port: web.port, pid: process.pid });

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    log.info('web stopping', { signal });
    void web.stop({ drainMs: config.drainMs }).then(async () => {
      await tracing.stop();
      log.info('web stopped');
      process.exit(0);
    });
  });
}

function readRuntime(): Runtime {
  try {
    return runtime();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
