import { writeChoice } from '../accounting/gatewayChoice.ts';
import { everyOther, readGateways } from '../merchant/gateways.server.ts';
import { once } from '../platform/once.server.ts';
import type { Gateway } from '../shopify/listGateways.server.ts';
import { filterChoices } from '../orders/read/filterChoices.server.ts';
import type { Services } from './services.server.ts';

export interface GatewayChoices {
  /** As `writeChoice` writes them. */
  defaultChoice: string | null;
  /** `label`: as Shopify names the gateway to buyers. */
  lines: { gateway: string; label: string | null; manual: boolean; choice: string | null }[];
}

/**
 * The gateways a merchant can map: those of the shop's orders of the last 60 days, so that no test order is needed to
 * see them, and those the log or the mapping knows. When Shopify does not answer, only the latter.
 */
export async function gatewaysOfShop(ports: Services['ports'], shopId: string): Promise<GatewayChoices> {
  const [mapped, known, used] = await Promise.all([
    readGateways(ports.db, shopId),
    filterChoices(ports, shopId),
    usedGateways(ports, shopId),
  ]);
  const choiceOf = new Map(mapped.map((entry) => [entry.gateway, writeChoice(entry)]));
  const usedAs = new Map(used.map((one) => [one.gateway, one]));
  const gateways = new Set([...usedAs.keys(), ...known.gateways, ...choiceOf.keys()]);
  gateways.delete(everyOther);
  return {
    defaultChoice: choiceOf.get(everyOther) ?? null,
    lines: [...gateways].map((gateway) => ({
      gateway,
      label: usedAs.get(gateway)?.name ?? null,
      manual: usedAs.get(gateway)?.manual ?? false,
      choice: choiceOf.get(gateway) ?? null,
    })),
  };
}

/** Asking again each time the page is drawn would cost the shop's Shopify budget for an answer that hardly changes. */
const KEEP_MS = 10 * 60_000;
const kept = () => once('gateways', () => new Map<string, { until: number; gateways: Gateway[] }>());

async function usedGateways({ shopify, clock }: Services['ports'], shopId: string): Promise<Gateway[]> {
  const now = clock.now().getTime();
  const before = kept().get(shopId);
  if (before && before.until > now) return before.gateways;
  const answer = await shopify.listGateways(shopId, AbortSignal.timeout(5_000));
  if (answer.kind !== 'done') return [];
  kept().set(shopId, { until: now + KEEP_MS, gateways: answer.value });
  return answer.value;
}
