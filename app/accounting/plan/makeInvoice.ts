import type { Coverage, PlannedDocument } from '../documents.ts';
import { subtract, sum, type Cents, type Rate } from '../money.ts';
import type { Instant } from '../order.ts';
import { isProblem, type Problem } from '../problem.ts';
import { decideTax } from '../tax/decideTax.ts';
import { documentTexts } from '../texts/documentTexts.ts';
import { addressDocument } from './addressDocument.ts';
import type { Context } from './context.ts';
import { dateInvoice } from './dateDocuments.ts';
import type { GivenBack } from './givenBack.ts';
import { grossOf, type Item } from './item.ts';
import { isShown, makePosition } from './makePosition.ts';
import { markDocument } from './markDocument.ts';
import { planContact } from './planContact.ts';

export interface VatQuestion {
  vatId: string;
}

export interface InvoiceSource {
  gid: string;
  happenedAt: Instant;
  covers: Coverage;
  /** What must be paid before this invoice is: gift cards sold, and of earlier invoices what no exchange paid. */
  paidBefore: Cents;
  /** What of it the goods paid that were given in exchange for its own. */
  exchanged: Cents;
  /** Other goods given back instead of money. */
  given: GivenBack[];
}

/** The invoice about some items, without its bookings; or the VAT id that must be confirmed first. */
export function makeInvoice(
  context: Context,
  source: InvoiceSource,
  all: Item[],
): PlannedDocument | VatQuestion | Problem {
  const { input, language } = context;
  const { order, settings, account, vatCheck, shop } = input;
  const items = all.filter(isShown);
  const lines = items.map((item) => ({
    ...item,
    channelLiable: item.taxes.some((tax) => tax.channelLiable),
  }));
  const gross = grossOf(items);
  const first = source.gid === order.gid;
  const { date, deliveryDate, open, facts } = dateInvoice(context, {
    happenedAt: source.happenedAt,
    isAddition: !first,
    gross,
    exchanged: source.exchanged,
    needs: sum([source.paidBefore, subtract(gross, source.exchanged)]),
    given: source.given,
  });
  const decision = decideTax({ order, day: date, lines, settings, account, vatCheck });
  if (decision.kind === 'check_vat') return { vatId: decision.vatId };
  if (decision.kind === 'problem') return decision.problem;
  const { rule: taxRule, deliveryCountry } = decision;
  const evidence = { ...decision.evidence, facts: { ...decision.evidence.facts, ...facts } };
  const recipient = addressDocument(order, { gross, taxRule, deliveryCountry, language });
  if (isProblem(recipient)) return recipient;
  const positions = items.map((item, index) =>
    makePosition(item, decision.rates[index] as Rate, account.quantityRounding),
  );
  return {
    kind: 'invoice',
    sourceGid: source.gid,
    marker: markDocument(order, shop.domain, first ? undefined : { letter: 'A', gid: source.gid }),
    currency: 'EUR',
    date,
    deliveryDate,
    taxRule,
    taxText: decision.taxText(language),
    positions,
    gross,
    tax: sum(positions.map((position) => position.tax)),
    ...documentTexts({ order, settings, evidence, kind: 'invoice', language, open }),
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
