// Stand-in for App Bridge, served by the Shopify twin: the `shopify` global, session tokens on every request, and the
// elements (ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal) that the admin around the frame shows.
(() => {
  const script = document.currentScript;
  const twin = new URL(script.src).origin;
  const query = new URLSearchParams(location.search);
  const remember = (name) => {
    const value = query.get(name) ?? sessionStorage.getItem(`shopify.${name}`) ?? '';
    if (value) sessionStorage.setItem(`shopify.${name}`, value);
    return value;
  };
  const shop = remember('shop');
  const host = remember('host');
  const locale = remember('locale') || 'en';
  const apiKey =
    script.dataset.apiKey ??
    document.querySelector('meta[name="shopify-api-key"]')?.getAttribute('content') ??
    '';
  const embedded = window.top !== window;
  const SHOPIFYS = [
    'embedded',
    'shop',
    'host',
    'id_token',
    'locale',
    'session',
    'hmac',
    'timestamp',
    'shopify-reload',
  ];

  const ownPath = () => {
    const params = new URLSearchParams(location.search);
    for (const name of SHOPIFYS) params.delete(name);
    const rest = params.toString();
    return location.pathname + (rest ? `?${rest}` : '') + location.hash;
  };

  // An embedded app opened outside the admin is sent there, as App Bridge does.
  if (!embedded && shop && !query.get('shopify-reload')) {
    location.replace(
      `${twin}/admin/open?shop=${shop}&locale=${locale}&path=${encodeURIComponent(ownPath())}`,
    );
    return;
  }

  const tell = (type, more = {}) => window.parent.postMessage({ twin: 'app', type, ...more }, twin);
  const listeners = {};
  const hear = (type, listener) => {
    listeners[type] = listener;
  };
  window.addEventListener('message', (event) => {
    if (event.origin === twin && event.data?.twin === 'admin') listeners[event.data.type]?.(event.data);
  });

  // --- Session tokens ---
  const plainFetch = window.fetch.bind(window);
  const idToken = async () => {
    const response = await plainFetch(`${twin}/__twin/id_token?shop=${shop}`);
    if (!response.ok) throw new Error(`no session token: ${await response.text()}`);
    return response.text();
  };

  const goesToApp = (url) =>
    url.origin === location.origin || url.hostname.endsWith(`.${location.hostname}`)
      ? url.origin !== twin
      : false;

  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!goesToApp(new URL(request.url))) return plainFetch(request);
    const send = async () => {
      const headers = new Headers(request.headers);
      if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${await idToken()}`);
      if (!headers.has('Accept-Language')) headers.set('Accept-Language', locale);
      headers.set('X-Requested-With', 'XMLHttpRequest');
      return plainFetch(new Request(request.clone(), { headers }));
    };
    const response = await send();
    return response.headers.has('X-Shopify-Retry-Invalid-Session-Request') ? send() : response;
  };

  const reload = query.get('shopify-reload');
  if (reload) {
    void idToken().then((token) => {
      const target = new URL(reload, location.origin);
      target.searchParams.set('id_token', token);
      location.replace(target);
    });
  }

  // --- Where the app is ---
  const tellLocation = () => tell('location', { path: ownPath() });
  for (const name of ['pushState', 'replaceState']) {
    const plain = history[name].bind(history);
    history[name] = (...args) => {
      plain(...args);
      tellLocation();
    };
  }
  window.addEventListener('popstate', tellLocation);

  /** A link into the admin, in any of the ways apps write it, as a path of the admin; null for all others. */
  const adminPath = (href) => {
    const match =
      /^shopify:(?:\/\/)?admin(\/.*)$/.exec(href) ??
      /^https:\/\/admin\.shopify\.com\/store\/[^/]+(\/.*)$/.exec(href) ??
      /^https:\/\/[\w-]+\.myshopify\.com\/admin(\/.*)$/.exec(href);
    return match ? match[1] : null;
  };
  const plainOpen = window.open.bind(window);
  window.open = (url, target, ...rest) => {
    const path = adminPath(String(url ?? ''));
    if (path === null) return plainOpen(url, target, ...rest);
    tell('open', { path, newTab: target === '_blank' });
    return null;
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const path = link && adminPath(link.href);
    if (!path) return;
    event.preventDefault();
    tell('open', { path, newTab: link.target === '_blank' });
  });

  // --- Elements that the admin shows ---
  const style = document.createElement('style');
  style.textContent = `ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none !important; }
    .twin-overlay { position: fixed; inset: 0; z-index: 10000; background: rgb(0 0 0 / 50%); display: grid; place-items: center; }
    .twin-overlay[hidden] { display: none; }
    .twin-dialog { background: #fff; color: #303030; border-radius: 12px; width: min(620px, calc(100vw - 32px)); max-height: calc(100vh - 64px); display: flex; flex-direction: column; font: 14px/1.4 Inter, system-ui, sans-serif; }
    .twin-dialog header, .twin-dialog footer { display: flex; gap: 8px; align-items: center; padding: 12px 16px; }
    .twin-dialog header { background: #f3f3f3; border-radius: 12px 12px 0 0; justify-content: space-between; font-weight: 650; }
    .twin-dialog footer { border-top: 1px solid #e3e3e3; justify-content: flex-end; }
    .twin-dialog footer:empty { display: none; }
    .twin-dialog .twin-content { overflow: auto; }
    .twin-dialog button { font: inherit; border: 1px solid #ccc; background: #fff; border-radius: 8px; padding: 6px 12px; cursor: pointer; }
    .twin-dialog button[data-variant=primary] { background: #303030; color: #fff; }
    .twin-dialog button[data-variant=critical], .twin-dialog button[data-tone=critical] { background: #c70a24; color: #fff; }`;
  (document.head ?? document.documentElement).append(style);

  /** An element that reports itself once after each burst of changes. */
  class Reported extends HTMLElement {
    connectedCallback() {
      this.observer = new MutationObserver(() => this.changed());
      this.observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
      this.changed();
    }

    disconnectedCallback() {
      this.observer.disconnect();
      this.gone();
    }

    changed() {
      if (this.pending) return;
      this.pending = true;
      queueMicrotask(() => {
        this.pending = false;
        if (this.isConnected) this.report();
      });
    }
  }

  const label = (element) => element.textContent.trim();
  const buttonsOf = (element) => [...element.querySelectorAll('button, a, s-button')];
  const describe = (button, index) => ({
    index,
    label: label(button),
    variant: button.getAttribute('variant') ?? '',
    tone: button.getAttribute('tone') ?? '',
    disabled: button.hasAttribute('disabled'),
    loading: button.hasAttribute('loading') && button.getAttribute('loading') !== 'false',
  });

  class NavMenu extends Reported {
    report() {
      const links = [...this.querySelectorAll('a[href], s-link[href]')];
      // The home link is the app's own entry in the admin's navigation.
      const items = links.filter((link) => link.getAttribute('rel') !== 'home');
      tell('nav', { items: items.map((link) => ({ label: label(link), href: link.getAttribute('href') })) });
    }

    gone() {
      tell('nav', { items: [] });
    }
  }
  customElements.define('ui-nav-menu', NavMenu);
  customElements.define('s-app-nav', class extends NavMenu {});

  hear('navigate', ({ href }) => {
    const known = document.querySelector(`:is(ui-nav-menu, s-app-nav) [href="${CSS.escape(href)}"]`);
    const link = known ?? Object.assign(document.createElement('a'), { href });
    if (!known) {
      link.setAttribute('href', href);
      document.body.append(link);
    }
    link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true }));
    if (!known) link.remove();
  });

  class TitleBar extends Reported {
    report() {
      const modal = this.closest('ui-modal');
      if (modal) return modal.draw?.();
      const title = this.getAttribute('title') ?? document.title;
      tell('title', { title, buttons: buttonsOf(this).map(describe) });
    }

    gone() {
      if (!this.inModal) tell('title', { title: '', buttons: [] });
    }

    connectedCallback() {
      this.inModal = this.closest('ui-modal') !== null;
      super.connectedCallback();
    }
  }
  customElements.define('ui-title-bar', TitleBar);
  hear('titleButton', ({ index }) => {
    const bar = [...document.querySelectorAll('ui-title-bar')].find((one) => !one.closest('ui-modal'));
    if (bar) buttonsOf(bar)[index]?.click();
  });

  class SaveBar extends Reported {
    showing = false;

    get discardConfirmation() {
      return this.hasAttribute('discardConfirmation') || this.hasAttribute('discardconfirmation');
    }

    set discardConfirmation(on) {
      this.toggleAttribute('discardConfirmation', on);
    }

    async show() {
      if (this.showing) return;
      this.showing = true;
      this.report();
      this.dispatchEvent(new Event('show'));
    }

    async hide() {
      if (!this.showing) return;
      this.showing = false;
      this.report();
      this.dispatchEvent(new Event('hide'));
    }

    async toggle() {
      return this.showing ? this.hide() : this.show();
    }

    get save() {
      return buttonsOf(this).find((one) => one.getAttribute('variant') === 'primary');
    }

    get discard() {
      return buttonsOf(this).find((one) => one.getAttribute('variant') !== 'primary');
    }

    report() {
      const look = (button) => (button ? describe(button, 0) : null);
      tell('saveBar', {
        open: this.showing,
        save: look(this.save),
        discard: look(this.discard),
        confirmDiscard: this.discardConfirmation,
      });
    }

    gone() {
      this.showing = false;
      tell('saveBar', { open: false });
    }
  }
  customElements.define('ui-save-bar', SaveBar);
  const showingSaveBar = () => [...document.querySelectorAll('ui-save-bar')].find((one) => one.showing);
  hear('saveBar', ({ action }) => showingSaveBar()?.[action]?.click());

  class Modal extends HTMLElement {
    content = document.createElement('div');
    showing = false;

    connectedCallback() {
      this.overlay ??= document.createElement('div');
      this.overlay.className = 'twin-overlay';
      this.overlay.hidden = true;
      document.body.append(this.overlay);
    }

    disconnectedCallback() {
      this.overlay.remove();
    }

    draw() {
      if (!this.overlay) return;
      const bar = this.querySelector('ui-title-bar');
      const dialog = document.createElement('section');
      dialog.className = 'twin-dialog';
      dialog.setAttribute('role', 'dialog');
      dialog.setAttribute('aria-modal', 'true');
      const title = bar?.getAttribute('title') ?? '';
      dialog.setAttribute('aria-label', title);
      const header = document.createElement('header');
      const close = document.createElement('button');
      close.textContent = '✕';
      close.setAttribute('aria-label', locale.startsWith('de') ? 'Schließen' : 'Close');
      close.addEventListener('click', () => void this.hide());
      header.append(title, close);
      const body = document.createElement('div');
      body.className = 'twin-content';
      if (!this.content.hasChildNodes()) {
        const own = [...this.childNodes].filter((one) => one.nodeName !== 'UI-TITLE-BAR');
        body.append(...own.map((one) => one.cloneNode(true)));
      }
      body.append(this.content);
      const footer = document.createElement('footer');
      for (const button of bar ? buttonsOf(bar) : []) {
        const shown = document.createElement('button');
        shown.textContent = label(button);
        shown.dataset.variant = button.getAttribute('variant') ?? '';
        shown.dataset.tone = button.getAttribute('tone') ?? '';
        shown.disabled = button.hasAttribute('disabled');
        shown.addEventListener('click', () => button.click());
        footer.append(shown);
      }
      dialog.append(header, body, footer);
      this.overlay.replaceChildren(dialog);
    }

    async show() {
      this.showing = true;
      this.draw();
      this.overlay.hidden = false;
      this.overlay.querySelector('button')?.focus();
      this.dispatchEvent(new Event('show'));
    }

    async hide() {
      if (!this.showing) return;
      this.showing = false;
      this.overlay.hidden = true;
      this.dispatchEvent(new Event('hide'));
    }

    async toggle() {
      return this.showing ? this.hide() : this.show();
    }
  }
  customElements.define('ui-modal', Modal);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') for (const modal of document.querySelectorAll('ui-modal')) void modal.hide();
  });

  // --- The `shopify` global ---
  const byId = (tag) => {
    const call = (method) => async (id) => {
      const element = document.getElementById(id);
      if (element?.localName !== tag) throw new Error(`there is no ${tag} with id ${id}`);
      return element[method]();
    };
    return { show: call('show'), hide: call('hide'), toggle: call('toggle') };
  };

  let toasts = 0;
  const toastCallbacks = new Map();
  const toast = {
    show: (message, options = {}) => {
      const id = `toast-${(toasts += 1)}`;
      toastCallbacks.set(id, options);
      const { duration = 5000, isError = false, action = null } = options;
      tell('toast', { id, message: String(message), duration, isError, action });
      return id;
    },
    hide: (id) => tell('toastHide', { id }),
  };
  hear('toastAction', ({ id }) => toastCallbacks.get(id)?.onAction?.());
  hear('toastDismiss', ({ id }) => toastCallbacks.get(id)?.onDismiss?.());

  let questions = 0;
  /** Asks the person in front of the admin; resolves to what they chose. */
  const ask = (type, more) =>
    new Promise((resolve) => {
      const id = `question-${(questions += 1)}`;
      hear(id, ({ answer }) => resolve(answer));
      tell(type, { id, ...more });
    });

  const callScopes = async (change) => {
    const response = await plainFetch(`${twin}/__twin/scopes?shop=${shop}`, {
      method: 'POST',
      body: JSON.stringify({ ...change, token: await idToken() }),
    });
    return response.json();
  };
  const scopes = {
    query: () => callScopes({}),
    request: async (wanted) => {
      const granted = await ask('askScopes', { scopes: wanted });
      const detail = await callScopes(granted ? { grant: wanted } : {});
      return { result: granted ? 'granted-all' : 'declined-all', detail };
    },
    revoke: async (unwanted) => ({ detail: await callScopes({ revoke: unwanted }) }),
  };

  const notPlayed = (name) => () => Promise.reject(new Error(`the twin does not play shopify.${name}`));
  window.shopify = {
    config: { apiKey, shop, host, locale },
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { embedded, mobile: matchMedia('(max-width: 489px)').matches, pos: false, intent: false },
    idToken,
    loading: (on = true) => tell('loading', { on }),
    user: async () => ({}),
    toast,
    modal: byId('ui-modal'),
    saveBar: {
      ...byId('ui-save-bar'),
      leaveConfirmation: async () => {
        if (!showingSaveBar()) return;
        if (await ask('askLeave', {})) return;
        await new Promise(() => {});
      },
    },
    scopes,
    setSignals: () => undefined,
    webVitals: { onReport: async () => undefined },
    support: { registerHandler: async () => undefined },
    resourcePicker: notPlayed('resourcePicker'),
    picker: notPlayed('picker'),
    scanner: { capture: notPlayed('scanner') },
    reviews: { request: notPlayed('reviews') },
    intents: { invoke: notPlayed('intents') },
  };

  tell('hello', { path: ownPath() });
  tellLocation();
})();
