// npm start: the web process. It takes webhooks and keeps the pages running in a process of their own (webPages.ts).
// Everything it needs comes from the environment; see app/platform/config.server.ts.
import { WrongKeyError } from '../../app/platform/checkKeys.server.ts';
import { systemClock } from '../../app/platform/clock.ts';
import { ConfigError, parseConfig, type Config } from '../../app/platform/config.server.ts';
import { log } from '../../app/platform/log.server.ts';
import { startTracing } from '../../app/platform/tracing.server.ts';
import { keepPages, WRONG_ENVIRONMENT } from '../../app/web/keepPages.server.ts';
import { startIntake } from '../../app/web/startIntake.server.ts';

// A rejection that nobody handles leaves the process in a state that nobody knows. Whoever runs it starts it again.
process.on('unhandledRejection', (error) => {
  log.error('unhandled rejection', { error });
  process.exit(1);
});

const config = readConfig();
const tracing = await startTracing('sevdesk-connector-web');
const pages = keepPages({
  entry: new URL('./webPages.ts', import.meta.url),
  giveUp: (exitCode) => process.exit(exitCode),
  memoryMb: config.pagesMemoryMb,
});
const web = await startIntake(
  { config, clock: systemClock, pages, check: (inbox) => inbox.checkKeys(config.encryptionKeys) },
  config.port,
);
web.ready.catch((error: unknown) => {
  if (!(error instanceof WrongKeyError)) throw error;
  console.error(error.message);
  process.exit(WRONG_ENVIRONMENT);
});
log.info('web started', { port: web.port, pid: process.pid });

let stopping = false;
// "disconnect": npm start was killed, and nobody else would end this process.
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
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

function readConfig(): Config {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
