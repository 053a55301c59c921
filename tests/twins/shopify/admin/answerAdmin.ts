import { gid } from '../store/ids.ts';
import { html, redirect, type TwinRequest, type TwinResponse } from '../http.ts';
import type { TwinState } from '../state.ts';
import type { Order } from '../store/order.ts';
import type { ShopifyTwin } from '../types.ts';
import { appFrame, installPage } from './appFrame.ts';
import { browserFile, link, type Page } from './layout.ts';
import { orderPage, ordersPage } from './orderPages.ts';
import { textsFor, type Locale } from './texts.ts';

/** The admin a merchant sees, and the script the app loads as App Bridge. Null: no such page. */
export function answerAdmin(state: TwinState, twin: ShopifyTwin, request: TwinRequest): TwinResponse | null {
  const { pathname, searchParams } = request.url;
  if (pathname === '/app-bridge.js') {
    const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' };
    return { status: 200, headers, body: browserFile('appBridge.js') };
  }
  const locale: Locale = searchParams.get('locale')?.startsWith('de') ? 'de' : 'en';
  if (pathname === '/admin/open') return openApp(state, twin, searchParams, locale);
  const [, handle, rest = ''] = /^\/admin\/store\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  const first = [...state.shops.values()][0];
  if (handle === undefined) {
    const home = first && (pathname === '/' || pathname === '/admin');
    return home ? redirect(`/admin/store/${first.handle}/orders?locale=${locale}`) : null;
  }
  const shop = state.shops.get(`${handle}.myshopify.com`);
  if (!shop) return null;
  const page: Page = { state, shop, locale, texts: textsFor(locale) };
  return request.method === 'POST' ? act(page, twin, rest) : show(page, twin, rest, searchParams);
}

/** An embedded app that was opened outside the admin comes here and is sent into it. */
function openApp(
  state: TwinState,
  twin: ShopifyTwin,
  query: URLSearchParams,
  locale: Locale,
): TwinResponse | null {
  const shop = state.shops.get(query.get('shop') ?? '');
  const path = query.get('path') ?? '/app';
  if (!shop || !path.startsWith('/')) return null;
  return redirect(`${twin.adminUrl(shop.domain, path)}${path.includes('?') ? '&' : '?'}locale=${locale}`);
}

const orderOf = (page: Page, id: string): Order | undefined => page.shop.orders.get(gid('Order', id));

function show(page: Page, twin: ShopifyTwin, rest: string, query: URLSearchParams): TwinResponse | null {
  const app = `/apps/${page.state.app.handle}`;
  if (rest === app || rest.startsWith(`${app}/`)) {
    if (!page.shop.installed) return html(installPage(page));
    return html(appFrame(page, rest.slice(app.length), query, twin.idToken(page.shop.domain)));
  }
  const order = orderOf(page, /^\/orders\/(\d+)$/.exec(rest)?.[1] ?? '');
  if (order) {
    const deliveries = twin
      .deliveries()
      .filter((one) => one.shop === page.shop.domain && one.orderId === order.id);
    return html(orderPage(page, order, deliveries));
  }
  return rest === '' || rest === '/' || rest === '/orders' ? html(ordersPage(page)) : null;
}

/** The buttons of the admin. */
function act(page: Page, twin: ShopifyTwin, rest: string): TwinResponse | null {
  const { domain } = page.shop;
  if (rest === '/install') {
    twin.installShop(domain);
    return redirect(link(page, `/apps/${page.state.app.handle}/app`));
  }
  if (rest === '/uninstall') {
    twin.uninstallShop(domain);
    return redirect(link(page, `/apps/${page.state.app.handle}/app`));
  }
  if (rest === '/orders') {
    const lines = [{ title: 'Personalisierte Tasse', sku: 'TASSE-01', price: '19.99', quantity: 2 }];
    twin.createOrder(domain, { lines, shipping: { price: '4.90' }, gateway: 'paypal' });
    return redirect(link(page, '/orders'));
  }
  const [, id = '', action] = /^\/orders\/(\d+)\/(pay|refund|cancel)$/.exec(rest) ?? [];
  const order = orderOf(page, id);
  if (!order) return null;
  if (action === 'pay') twin.payOrder(domain, order.id);
  if (action === 'cancel') twin.cancelOrder(domain, order.id);
  if (action === 'refund') {
    const lines = order.lineItems.flatMap(({ refundableQuantity }, line) =>
      refundableQuantity > 0 ? [{ line, quantity: refundableQuantity }] : [],
    );
    twin.refundOrder(domain, order.id, { lines, shipping: 'full' });
  }
  return redirect(link(page, `/orders/${id}`));
}
