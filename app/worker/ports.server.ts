import { planOrder } from '../accounting/planOrder.ts';
import { log } from '../platform/log.server.ts';
import { createMailer } from '../platform/mail.server.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { createSevdeskClient } from '../sevdesk/createClient.server.ts';
import { createPacer } from '../sevdesk/pacing.server.ts';
import { createShopify } from '../shopify/shopify.server.ts';
import type { AlertCheckPorts } from '../alerts/ports.server.ts';
import { askVies } from '../vies/askVies.server.ts';
import type { SyncPorts } from '../sync/ports.server.ts';
import { ANSWERS_MS } from '../sync/retry.ts';
import type { ReconcilePorts } from '../reconcile/ports.server.ts';

/** Everything that jobs touch outside of the program. */
export type WorkerPorts = SyncPorts & ReconcilePorts;

/** The real world, for the engine. `moved` is told whenever sevdesk answered: proof that this process is not stuck. */
export function realPorts(shared: Runtime, moved: () => void): WorkerPorts {
  const { db, clock, encryption, config } = shared;
  const { readOrder, readLone, listOrders } = createShopify(shared);
  return {
    db,
    clock,
    encryption,
    log,
    readOrder,
    readLone,
    listOrders,
    plan: planOrder,
    random: Math.random,
    openSevdesk: ({ token, accountKey, requestsPerSecond, signal, mayLeave, takeSlot }) =>
      createSevdeskClient({
        baseUrl: config.sevdeskApiUrl,
        token,
        timeoutMs: ANSWERS_MS,
        signal,
        mayLeave,
        clock,
        onCall: moved,
        pace: createPacer({
          db,
          clock,
          accountKey,
          requestsPerSecond,
          takeSlot,
        }),
      }),
    checkVat: (question, signal) =>
      askVies({ clock, url: `${config.viesApiUrl}/check-vat-number` }, question, signal),
  };
}

/** For what is done for whole shops now and then; its few requests are not paced. */
export function alertPorts(shared: Runtime): AlertCheckPorts {
  const { db, clock, encryption, config } = shared;
  const mailer = config.mail && createMailer(config.mail);
  const shopify = createShopify(shared);
  const sevdesk = (token: string) =>
    createSevdeskClient({
      baseUrl: config.sevdeskApiUrl,
      token,
      timeoutMs: ANSWERS_MS,
      clock,
      pace: () => Promise.resolve(),
    });
  return { db, clock, encryption, log, mailer, apiKey: config.shopify.apiKey, shopify, sevdesk };
}
