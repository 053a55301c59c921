import { appPath, browserFile, embed, escape, layout, link, storePath, type Page } from './layout.ts';

/** The app inside the admin. The frame's address carries what Shopify hands over: shop, host, language, id token. */
export function appFrame(page: Page, path: string, query: URLSearchParams, idToken: string): string {
  const { shop, state, texts, locale } = page;
  const source = new URL(path === '' ? '/' : path, state.options.appUrl);
  for (const [name, value] of query) if (name !== 'locale') source.searchParams.append(name, value);
  const handed = {
    embedded: '1',
    shop: shop.domain,
    host: Buffer.from(`admin.shopify.com/store/${shop.handle}`).toString('base64'),
    locale,
    session: shop.handle,
    id_token: idToken,
  };
  for (const [name, value] of Object.entries(handed)) source.searchParams.set(name, value);
  const data = { appOrigin: source.origin, basePath: appPath(page), locale, texts };
  const name = escape(state.app.name);
  return layout(
    page,
    'app',
    state.app.name,
    `<div class="app">
  <div class="app-head">
    <span class="icon" aria-hidden="true">${name.charAt(0).toUpperCase()}</span>
    <strong>${name}</strong><span id="app-title"></span>
    <span id="app-actions"></span>
    <details><summary aria-label="${texts.menu}">⋯</summary>
      <form method="post" action="${storePath(page, '/uninstall')}?locale=${locale}"><button>${texts.uninstall}</button></form>
    </details>
  </div>
  <div id="loading" role="progressbar"></div>
  <iframe id="app" name="app-iframe" title="${name}" src="${escape(source)}"></iframe>
</div>
<div id="save-bar" role="region" aria-label="${texts.unsaved}" hidden><span>${texts.unsaved}</span><span id="save-bar-actions"></span></div>
<div id="toasts" aria-live="polite"></div>
<script type="application/json" id="frame-data">${embed(data)}</script>
<script>${browserFile('frame.js')}</script>`,
  );
}

/** What a merchant sees who opens an app that is not installed. */
export function installPage(page: Page): string {
  const { state, texts } = page;
  const scopes = state.app.scopes.map((scope) => `<li><code>${escape(scope)}</code></li>`).join('');
  return layout(
    page,
    'app',
    texts.installTitle,
    `<div class="page"><h1>${texts.installTitle}: ${escape(state.app.name)}</h1>
<div class="card"><p>${texts.installIntro}</p><ul>${scopes}</ul>
<form method="post" action="${link(page, '/install')}"><p><button class="primary">${texts.install}</button></p></form></div></div>`,
  );
}
