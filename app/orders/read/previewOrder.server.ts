import type { AccountFacts, PlannedDocument } from '../../accounting/documents.ts';
import type { OrderGid } from '../../accounting/order.ts';
import { planOrder } from '../../accounting/planOrder.ts';
import { connectionFor } from '../../merchant/connection.server.ts';
import { readGateways } from '../../merchant/gateways.server.ts';
import { readSettings } from '../../merchant/settings.server.ts';
import type { Database } from '../../platform/database.server.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import type { ShopifyAnswer } from '../../shopify/answer.ts';
import type { Shopify } from '../../shopify/shopify.server.ts';
import type { OrderPreview, PreviewedDocument } from './views.ts';

// What would become of an order with the settings as they are. The same planning as for real, and nothing is written
// anywhere: not in sevdesk, not in the ledger.

export interface PreviewPorts {
  db: Database;
  encryption: Encryption;
  shopify: Pick<Shopify, 'readOrder'>;
}

/** What would be made of one order. Until sevdesk is connected, it is taken to be what the settings say. */
export async function previewOrder(
  { db, encryption, shopify }: PreviewPorts,
  shopId: string,
  orderGid: OrderGid,
  signal: AbortSignal,
): Promise<ShopifyAnswer<OrderPreview>> {
  const answer = await shopify.readOrder(shopId, orderGid, signal);
  if (answer.kind !== 'done') return answer;
  const order = answer.value;
  const [shop, settings, connection, gateways, known] = await Promise.all([
    db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } }),
    readSettings(db, shopId),
    connectionFor(db, encryption, shopId),
    readGateways(db, shopId),
    db.orderSync.findUnique({ where: { shopId_orderGid: { shopId, orderGid } }, select: { state: true } }),
  ]);
  const account: AccountFacts = connection?.account ?? {
    regime: settings.regime,
    quantityRounding: 'per_line',
    gatewayAccounts: {},
  };
  const plan = planOrder({ shop, order, settings, account, booked: [], vatCheck: null, decisions: [] });
  const nameOf = new Map(
    gateways.flatMap(({ checkAccountId, checkAccountName }) =>
      checkAccountId === null || checkAccountName === null
        ? []
        : [[checkAccountId, checkAccountName] as const],
    ),
  );
  return {
    kind: 'done',
    value: {
      orderId: order.id,
      orderName: order.name,
      processedAt: order.processedAt,
      currency: order.currency,
      totalCents: order.totals.currentTotal,
      verdict: plan.verdict,
      needsVatCheck: plan.needsVatCheck !== null,
      documents: plan.documents.map((document) => shown(document, nameOf)),
      evidence: plan.evidence,
      controls: plan.controls,
      synced: known?.state === 'synced',
    },
  };
}

function shown(document: PlannedDocument, nameOf: Map<string, string>): PreviewedDocument {
  const { kind, date, deliveryDate, gross, tax, header, recipient, positions, bookings } = document;
  const { name, name2, street, zip, city, countryCode } = recipient;
  const place = [zip, city].filter(Boolean).join(' ');
  return {
    kind,
    day: date,
    deliveryDay: deliveryDate,
    grossCents: gross,
    taxCents: tax,
    header,
    recipient: [name, name2, street, place, countryCode].filter((line): line is string => Boolean(line)),
    positions: positions.map((position) => ({
      name: position.name,
      quantity: position.quantity,
      rate: position.rate,
      grossCents: position.gross,
    })),
    bookings: bookings.map((booking) => ({
      gateway: booking.gateway,
      checkAccountName: nameOf.get(booking.checkAccountId) ?? null,
      amountCents: booking.amount,
      day: booking.day,
    })),
  };
}
