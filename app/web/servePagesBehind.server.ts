import { log } from '../platform/log.server.ts';
import { ownMetrics } from '../platform/metrics.server.ts';
import type { FromPages, ToPages } from './pagesMessages.ts';
import type { StartedPages } from './startPages.server.ts';

/**
 * The process of the pages, as the intake's child: says where it listens, answers what it is asked, and ends when it is
 * told to or when nobody stands before it any more. `finish`: what is left to do after the last request.
 */
export function servePagesBehind(pages: StartedPages, finish: () => Promise<void>): void {
  const tell = (message: FromPages) => void process.send?.(message, undefined, undefined, () => undefined);
  process.on('message', (message: ToPages) => {
    if (message.asks === 'alive') tell({ says: 'alive' });
    else if (message.asks === 'metrics')
      void ownMetrics().then((metrics) => tell({ says: 'metrics', metrics }));
    else
      void pages
        .stop()
        .then(finish)
        .then(() => process.exit(0));
  });
  // A supervisor may tell every process of a group to end; this one is told by the intake, which needs it till then.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit(0));
  // The intake may have ended while the pages were still loading; nobody says so a second time.
  if (!process.connected) process.exit(0);
  log.info('pages started', { port: pages.port(), pid: process.pid });
  tell({ says: 'listening', port: pages.port() });
}
