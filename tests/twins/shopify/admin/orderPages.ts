import { numericPart } from '../store/ids.ts';
import { afterDiscounts } from '../store/lines.ts';
import { taxSum } from '../store/money.ts';
import type { MoneyBag, Order } from '../store/order.ts';
import type { DeliveryView } from '../types.ts';
import { escape, layout, link, type Page } from './layout.ts';

function amount(page: Page, { shopMoney }: MoneyBag): string {
  const format = new Intl.NumberFormat(page.locale, { style: 'currency', currency: shopMoney.currencyCode });
  return escape(format.format(Number(shopMoney.amount)));
}

const day = (page: Page, at: string): string =>
  escape(
    new Intl.DateTimeFormat(page.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: page.shop.timezone,
    }).format(new Date(at)),
  );

const statuses: Record<string, { de: string; en: string; look: string }> = {
  PAID: { de: 'Bezahlt', en: 'Paid', look: 'paid' },
  PENDING: { de: 'Zahlung ausstehend', en: 'Payment pending', look: 'open' },
  AUTHORIZED: { de: 'Autorisiert', en: 'Authorized', look: 'open' },
  PARTIALLY_PAID: { de: 'Teilweise bezahlt', en: 'Partially paid', look: 'open' },
  PARTIALLY_REFUNDED: { de: 'Teilweise rückerstattet', en: 'Partially refunded', look: 'back' },
  REFUNDED: { de: 'Rückerstattet', en: 'Refunded', look: 'back' },
  VOIDED: { de: 'Annulliert', en: 'Voided', look: 'back' },
  EXPIRED: { de: 'Abgelaufen', en: 'Expired', look: 'back' },
};

function badge(page: Page, status: string | null): string {
  const known = statuses[status ?? ''];
  return `<span class="badge ${known?.look ?? ''}">${escape(known?.[page.locale] ?? status ?? '–')}</span>`;
}

const orderLink = (page: Page, order: Order): string => link(page, `/orders/${numericPart(order.id)}`);
const customerName = (page: Page, order: Order): string =>
  escape(order.customer?.displayName || page.texts.noCustomer);

/** The shop's orders, newest first. */
export function ordersPage(page: Page): string {
  const { texts, shop } = page;
  const orders = [...shop.orders.values()].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  const rows = orders
    .map(
      (order) => `<tr><td><a href="${orderLink(page, order)}"><strong>${escape(order.name)}</strong></a></td>
<td class="hide-narrow">${day(page, order.createdAt)}</td><td class="wrap">${customerName(page, order)}</td>
<td class="amount">${amount(page, order.totalPriceSet)}</td><td>${badge(page, order.displayFinancialStatus)}</td>
<td class="hide-narrow">${escape(order.displayFulfillmentStatus.toLowerCase())}</td></tr>`,
    )
    .join('');
  const table = `<table><thead><tr><th>${texts.order}</th><th class="hide-narrow">${texts.date}</th><th>${texts.customer}</th>
<th class="amount">${texts.total}</th><th>${texts.payment}</th><th class="hide-narrow">${texts.fulfillment}</th></tr></thead><tbody>${rows}</tbody></table>`;
  const create = `<form method="post" action="${link(page, '/orders')}"><button class="primary">${texts.createOrder}</button></form>`;
  return layout(
    page,
    'orders',
    texts.orders,
    `<div class="page"><h1>${texts.orders}<span class="row">${create}</span></h1>
<div class="card">${orders.length > 0 ? table : `<p>${texts.noOrders}</p>`}</div></div>`,
  );
}

const definition = (label: string, value: string): string =>
  `<tr><td>${label}</td><td class="amount">${value}</td></tr>`;

/** One order: lines, sums, payments, refunds, and the webhooks it raised. */
export function orderPage(page: Page, order: Order, deliveries: DeliveryView[]): string {
  const { texts } = page;
  const action = (name: string, label: string) =>
    `<form method="post" action="${link(page, `/orders/${numericPart(order.id)}/${name}`)}"><button>${label}</button></form>`;
  const open = order.cancelledAt === null;
  const unpaid = ['PENDING', 'AUTHORIZED', 'PARTIALLY_PAID'].includes(order.displayFinancialStatus ?? '');
  const paid = ['PAID', 'PARTIALLY_REFUNDED'].includes(order.displayFinancialStatus ?? '');
  const actions = [
    unpaid && open ? action('pay', texts.markPaid) : '',
    paid ? action('refund', texts.refundAll) : '',
    open ? action('cancel', texts.cancelOrder) : '',
  ];
  const lines = order.lineItems.map(
    (
      line,
    ) => `<tr><td class="wrap">${escape(line.name)}</td><td class="amount">${line.currentQuantity} / ${line.quantity}</td>
<td class="amount">${amount(page, line.originalUnitPriceSet)}</td><td class="amount">${amount(page, taxSum(line.originalTotalSet, line.taxLines))}</td>
<td class="amount">${amount(page, afterDiscounts(line))}</td></tr>`,
  );
  return layout(
    page,
    'orders',
    order.name,
    `<div class="page"><h1>${escape(order.name)} ${badge(page, order.displayFinancialStatus)}<span class="row">${actions.join('')}</span></h1>
<div class="card"><table><thead><tr><th>${texts.item}</th><th class="amount">${texts.quantity}</th><th class="amount">${texts.price}</th>
<th class="amount">${texts.tax}</th><th class="amount">${texts.total}</th></tr></thead><tbody>${lines.join('')}</tbody></table></div>
<div class="card"><table><tbody>${definition(texts.customer, customerName(page, order))}
${definition(texts.date, day(page, order.createdAt))}${definition(texts.shipping, amount(page, order.totalShippingPriceSet))}
${definition(texts.tax, amount(page, order.totalTaxSet))}${definition(texts.total, `<strong>${amount(page, order.totalPriceSet)}</strong>`)}</tbody></table></div>
${moneyCard(page, order)}${webhookCard(page, deliveries)}</div>`,
  );
}

function moneyCard(page: Page, order: Order): string {
  const rows = order.transactions.map(
    (
      one,
    ) => `<tr><td>${escape(one.formattedGateway ?? one.gateway ?? '–')}</td><td>${escape(one.kind.toLowerCase())}</td>
<td>${escape(one.status.toLowerCase())}</td><td class="amount">${amount(page, one.amountSet)}</td></tr>`,
  );
  if (rows.length === 0) return '';
  return `<div class="card"><h2>${page.texts.payments}</h2><table><tbody>${rows.join('')}</tbody></table></div>`;
}

function webhookCard(page: Page, deliveries: DeliveryView[]): string {
  if (deliveries.length === 0) return '';
  const rows = deliveries.map(
    (one) => `<tr><td>${escape(one.topic)}</td><td>${day(page, one.triggeredAt)}</td>
<td>${escape(one.attempts.map((attempt) => attempt.status ?? '✕').join(', '))}</td><td>${one.state}</td></tr>`,
  );
  return `<div class="card"><h2>${page.texts.webhooks}</h2><table><tbody>${rows.join('')}</tbody></table></div>`;
}
