import { log } from '../platform/log.server.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { createShopify } from '../shopify/shopify.server.ts';
import { answerRequests, deleteUninstalled } from '../privacy/answerRequests.server.ts';
import { confirmUninstalled } from '../privacy/confirmUninstalled.server.ts';
import { expirePersonal } from '../privacy/expirePersonal.server.ts';
import type { PrivacyPorts } from '../privacy/ports.server.ts';
import { askIfInstalled } from './isInstalled.server.ts';
import { repeat } from './keepAlive.server.ts';

const ANSWER_MS = 5_000;
const CONFIRM_MS = 30_000;
const EXPIRE_MS = 10 * 60_000;

/** Answers privacy requests and deletes what has had its time, until stopped. */
export function keepPrivacy(shared: Runtime): { stop(): void } {
  const { db, encryption, clock } = shared;
  const { readShop } = createShopify(shared, undefined, { evenUninstalled: true });
  const ports: PrivacyPorts = {
    db,
    encryption,
    clock,
    log,
    isInstalled: askIfInstalled(readShop),
  };
  const failed = (error: unknown) => log.warn('privacy.round_failed', { error });
  const stops = [
    repeat(ANSWER_MS, async () => void (await answerRequests(ports)), failed),
    repeat(CONFIRM_MS, () => confirmUninstalled(ports), failed),
    repeat(
      EXPIRE_MS,
      async () => {
        await deleteUninstalled(ports);
        await expirePersonal(ports);
      },
      failed,
    ),
  ];
  return { stop: () => stops.forEach((stop) => stop()) };
}
