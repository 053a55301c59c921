import type { Log } from '../../../app/platform/log.server.ts';
import { once } from '../../../app/platform/once.server.ts';

// Must be imported before anything else of the product: its rooms log through one log per process, made by whoever asks
// first. Here that is a log which hands everything on to the log of the schedule that runs.

type Method = 'debug' | 'info' | 'warn' | 'error';
let target: Log | null = null;

/** Where the product's own log goes from now on. */
export function logTo(log: Log | null): void {
  target = log;
}

const say =
  (method: Method): Log['info'] =>
  (event, fields) =>
    target?.[method](event, fields);

const handedOn: Log = {
  ...{ debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
  with: (fields) => target?.with(fields) ?? handedOn,
};

once('log', () => handedOn);
