import type { PrivacyPorts } from '../privacy/ports.server.ts';
import type { ReadShop } from '../shopify/readShop.server.ts';

const SHOPIFY_MS = 10_000;

/** Asks Shopify with the tokens that were kept; null = it does not say. `readShop`: also for uninstalled shops. */
export const askIfInstalled =
  (readShop: ReadShop): PrivacyPorts['isInstalled'] =>
  async (shopId) => {
    const answer = await readShop(shopId, AbortSignal.timeout(SHOPIFY_MS));
    if (answer.kind === 'done') return true;
    return answer.kind === 'refused' && answer.why === 'token' ? false : null;
  };
