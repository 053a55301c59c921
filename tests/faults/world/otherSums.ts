import type { Sim } from './sim.ts';

/** sevdesk stores another price than it was told, as an account does that rounds in a way nobody knows of. */
export function distort({ faultPlan, trace }: Sim, url: URL, init: RequestInit): RequestInit {
  if (!/\/Factory\/save(Invoice|CreditNote)$/.test(url.pathname) || typeof init.body !== 'string')
    return init;
  if (!faultPlan.strikes('other_sums')) return init;
  const body = JSON.parse(init.body) as Record<string, { price?: number }[] | undefined>;
  const position = (body['invoicePosSave'] ?? body['creditNotePosSave'])?.[0];
  if (!position || typeof position.price !== 'number') return init;
  trace.note('sevdesk: !other_sums');
  position.price = Math.round(position.price * 100 + 7) / 100;
  return { ...init, body: JSON.stringify(body) };
}
