// npm start: the web process. Everything it needs comes from the environment; see app/platform/config.server.ts.
import { ConfigError } from '../app/platform/config.server.ts';
import { log } from '../app/platform/log.server.ts';
import { runtime, type Runtime } from '../app/platform/runtime.server.ts';
import { loadPages } from '../app/web/pages.server.ts';
import { startWeb } from '../app/web/startWeb.server.ts';

// A rejection that nobody handles leaves the process in a state that nobody knows. Whoever runs it starts it again.
process.on('unhandledRejection', (error) => {
  log.error('unhandled rejection', { error });
  process.exit(1);
});

const shared = readRuntime();
const { config } = shared;
const pages = await loadPages(config.shopify.appBridgeUrl);
const web = await startWeb(shared, pages, config.port);
log.info('web started', { port: web.port, pid: process.pid });

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    log.info('web stopping', { signal });
    void web.stop({ drainMs: config.drainMs }).then(() => {
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
