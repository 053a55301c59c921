import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Encryption } from '../platform/encryption.server.ts';

// Shopify's admin loads what a print action prints by its address. According to its documentation it brings a session
// token along (shopify.dev, build-admin-print-action); apps have seen it come without one. So the address itself
// carries the right, and no more of it than needed: these orders of this shop, for a few minutes, unreadable to
// whoever finds it. It serves more than once, because the preview and the print may each load it.

/** Long enough to look at the preview and press print. */
const MINUTES = 5;

const place = 'print_ticket';

const rightSchema = z.object({
  domain: z.string(),
  orderIds: z.array(z.string()).min(1),
  language: z.enum(['de', 'en']),
});

/** The documents of these orders, and the language of what is said when they cannot be had. */
export type PrintRight = z.output<typeof rightSchema>;

interface Ports {
  encryption: Encryption;
  clock: Clock;
}

/** The right as text for an address. */
export function issueTicket({ encryption, clock }: Ports, right: PrintRight): string {
  const until = clock.now().getTime() + MINUTES * 60_000;
  return encryption.encrypt(JSON.stringify({ ...right, until }), place);
}

/** The right in a ticket, and whether its time is over. Null when it is not of our making. */
export function readTicket(
  { encryption, clock }: Ports,
  text: string,
): (PrintRight & { expired: boolean }) | null {
  const plain = encryption.decryptOrNull(text, place);
  if (plain === null) return null;
  const { until, ...right } = rightSchema.extend({ until: z.number() }).parse(JSON.parse(plain));
  return { ...right, expired: clock.now().getTime() > until };
}
