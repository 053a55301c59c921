import type { Coverage, Day, PlannedDocument } from '../documents.ts';
import { berlinDay } from '../day.ts';
import { sum, type Rate } from '../money.ts';
import type { Instant } from '../order.ts';
import { isProblem, type Problem } from '../problem.ts';
import { decideTax } from '../tax/decideTax.ts';
import { documentTexts } from '../texts/documentTexts.ts';
import { addressDocument } from './addressDocument.ts';
import type { Context } from './context.ts';
import { grossOf, type Item } from './item.ts';
import { isShown, makePosition } from './makePosition.ts';
import { markDocument } from './markDocument.ts';
import { planContact } from './planContact.ts';

export interface VatQuestion {
  vatId: string;
}

/** The invoice about some items, without its bookings; or the VAT id that must be confirmed first. */
export function makeInvoice(
  context: Context,
  source: { gid: string; happenedAt: Instant; covers: Coverage },
  all: Item[],
): PlannedDocument | VatQuestion | Problem {
  const { input, language } = context;
  const { order, settings, account, vatCheck, shop } = input;
  const items = all.filter(isShown);
  const lines = items.map((item) => ({
    ...item,
    channelLiable: item.taxes.some((tax) => tax.channelLiable),
  }));
  const decision = decideTax({ order, lines, settings, account, vatCheck });
  if (decision.kind === 'check_vat') return { vatId: decision.vatId };
  if (decision.kind === 'problem') return decision.problem;
  const { rule: taxRule, deliveryCountry, evidence } = decision;
  const gross = grossOf(items);
  const recipient = addressDocument(order, { gross, taxRule, deliveryCountry, language });
  if (isProblem(recipient)) return recipient;
  const positions = items.map((item, index) =>
    makePosition(item, decision.rates[index] as Rate, account.quantityRounding),
  );
  const date = berlinDay(source.happenedAt);
  const first = source.gid === order.gid;
  return {
    kind: 'invoice',
    sourceGid: source.gid,
    marker: markDocument(order, shop.domain, first ? undefined : { letter: 'A', gid: source.gid }),
    currency: 'EUR',
    date,
    deliveryDate: deliveryDay(context, date),
    taxRule,
    taxText: decision.taxText(language),
    positions,
    gross,
    tax: sum(positions.map((position) => position.tax)),
    ...documentTexts({ order, settings, evidence, kind: 'invoice', language }),
    language,
    recipient,
    deliveryCountry,
    contact: planContact(input, recipient),
    refersTo: null,
    finalise: settings.finalise,
    bookings: [],
    mailTo: settings.mailInvoice ? order.buyer.email : null,
    prepaid: true,
    evidence,
    covers: source.covers,
  };
}

/**
 * The day of supply as the merchant wants it stated. sevdesk takes no delivery date after the invoice date (it would be
 * an advance invoice), so goods still to be sent carry the invoice's own day.
 */
function deliveryDay({ input, money }: Context, date: Day): Day {
  const { order, settings } = input;
  const days = {
    invoice_date: [],
    payment_day: money.received.map((movement) => movement.day),
    fulfilment_day: order.fulfilledAt.map(berlinDay),
  }[settings.deliveryDate];
  const last = days.reduce((latest, day) => (day > latest ? day : latest), '');
  return last !== '' && last < date ? last : date;
}
