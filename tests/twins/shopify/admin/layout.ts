import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TwinState } from '../state.ts';
import type { Shop } from '../store/shop.ts';
import type { Locale, Texts } from './texts.ts';

export const browserFile = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'browser', name), 'utf8');

/** What every page of the admin knows. */
export interface Page {
  state: TwinState;
  shop: Shop;
  locale: Locale;
  texts: Texts;
}

export const escape = (text: unknown): string =>
  String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Data for a script of the page, safe inside a script element. */
export const embed = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

export const storePath = (page: Page, rest: string): string => `/admin/store/${page.shop.handle}${rest}`;
export const link = (page: Page, rest: string): string => `${storePath(page, rest)}?locale=${page.locale}`;
export const appPath = (page: Page): string => storePath(page, `/apps/${page.state.app.handle}`);

type Place = 'orders' | 'app';

/** One page of the admin: top bar, navigation, `content`. */
export function layout(page: Page, place: Place, title: string, content: string): string {
  const { shop, state, texts, locale } = page;
  const current = (here: Place) => (here === place ? ' aria-current="page"' : '');
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escape(title)} · ${escape(shop.name)} · Shopify</title>
<style>${browserFile('admin.css')}</style>
</head>
<body>
<header class="topbar">
  <button id="menu" type="button" aria-label="${texts.menu}" onclick="document.body.classList.toggle('menu-open')">☰</button>
  <a class="logo" id="store-home" data-base="${storePath(page, '')}" href="${link(page, '/orders')}">shopify</a>
  <span class="search" aria-hidden="true">${texts.search}</span>
  <span class="shop">${escape(shop.name)}</span>
</header>
<nav class="side" aria-label="${texts.menu}">
  <ul>
    <li><a href="${link(page, '/orders')}"${current('orders')}>${texts.orders}</a></li>
  </ul>
  <h2>${texts.apps}</h2>
  <ul>
    <li><a href="${appPath(page)}/app?locale=${locale}"${current('app')}>${escape(state.app.name)}</a></li>
  </ul>
  <ul id="app-nav"></ul>
</nav>
<main>${content}</main>
</body>
</html>`;
}
