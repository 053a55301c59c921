// The admin around the embedded app: shows what the app's App Bridge reports and hands clicks back to it.
(() => {
  const frame = document.getElementById('app');
  const { appOrigin, basePath, locale, texts } = JSON.parse(
    document.getElementById('frame-data').textContent,
  );
  const element = (id) => document.getElementById(id);
  const answer = (type, more = {}) =>
    frame.contentWindow.postMessage({ twin: 'admin', type, ...more }, appOrigin);
  let saveBarOpen = false;
  let path = '';

  const button = (text, onClick, options = {}) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.className = options.className ?? '';
    made.disabled = Boolean(options.disabled);
    made.addEventListener('click', onClick);
    return made;
  };

  /** A question in the middle of the admin; resolves to true for the first button. */
  const ask = (question, yes, no) =>
    new Promise((resolve) => {
      const dialog = document.createElement('dialog');
      const done = (choice) => () => {
        dialog.close();
        dialog.remove();
        resolve(choice);
      };
      const text = document.createElement('p');
      text.textContent = question;
      const row = document.createElement('div');
      row.className = 'row';
      row.append(button(no, done(false)), button(yes, done(true), { className: 'primary' }));
      dialog.append(text, row);
      document.body.append(dialog);
      dialog.showModal();
    });
  const mayLeave = async () => !saveBarOpen || ask(texts.leaveQuestion, texts.leave, texts.stay);

  const hear = {
    location: (message) => {
      path = message.path;
      const mark = path.includes('?') ? '&' : '?';
      history.replaceState(null, '', `${basePath}${path}${mark}locale=${locale}`);
      element('loading').hidden = true;
      markCurrent();
    },
    nav: ({ items }) => {
      const list = element('app-nav');
      list.replaceChildren(
        ...items.map(({ label, href }) => {
          const link = document.createElement('a');
          link.textContent = label;
          link.href = `${basePath}${href}`;
          link.dataset.href = href;
          link.addEventListener('click', (event) => {
            event.preventDefault();
            document.body.classList.remove('menu-open');
            void mayLeave().then((leave) => leave && answer('navigate', { href }));
          });
          const item = document.createElement('li');
          item.append(link);
          return item;
        }),
      );
      markCurrent();
    },
    title: ({ title, buttons }) => {
      element('app-title').textContent = title;
      element('app-actions').replaceChildren(
        ...buttons.map(({ index, label, variant, tone, disabled, loading }) =>
          button(label, () => answer('titleButton', { index }), {
            className: variant === 'primary' ? 'primary' : tone === 'critical' ? 'critical' : '',
            disabled: disabled || loading,
          }),
        ),
      );
    },
    saveBar: ({ open, save, discard, confirmDiscard }) => {
      saveBarOpen = open;
      const bar = element('save-bar');
      bar.hidden = !open;
      if (!open) return;
      const onDiscard = async () => {
        if (!confirmDiscard || (await ask(texts.discardQuestion, texts.discard, texts.stay))) {
          answer('saveBar', { action: 'discard' });
        }
      };
      element('save-bar-actions').replaceChildren(
        button(discard?.label || texts.discard, () => void onDiscard(), { disabled: discard?.disabled }),
        button(save?.label || texts.save, () => answer('saveBar', { action: 'save' }), {
          className: 'primary',
          disabled: save?.disabled || save?.loading,
        }),
      );
    },
    toast: ({ id, message, duration, isError, action }) => {
      const toast = document.createElement('div');
      toast.className = isError ? 'toast error' : 'toast';
      toast.setAttribute('role', isError ? 'alert' : 'status');
      toast.id = id;
      toast.append(message);
      if (action) toast.append(button(action, () => answer('toastAction', { id })));
      const dismiss = () => {
        toast.remove();
        answer('toastDismiss', { id });
      };
      const close = button('✕', dismiss);
      close.setAttribute('aria-label', texts.close);
      toast.append(close);
      element('toasts').append(toast);
      setTimeout(() => toast.remove(), duration);
    },
    toastHide: ({ id }) => element(id)?.remove(),
    loading: ({ on }) => {
      element('loading').hidden = !on;
    },
    open: ({ path: target, newTab }) => {
      const url = `${element('store-home').dataset.base}${target}${target.includes('?') ? '&' : '?'}locale=${locale}`;
      if (newTab) window.open(url, '_blank');
      else location.assign(url);
    },
    askLeave: async ({ id }) => answer(id, { answer: await mayLeave() }),
    askScopes: async ({ id, scopes }) =>
      answer(id, {
        answer: await ask(`${texts.scopesQuestion} ${scopes.join(', ')}`, texts.allow, texts.decline),
      }),
  };

  const markCurrent = () => {
    for (const link of document.querySelectorAll('#app-nav a')) {
      const here = path.split('?')[0] === link.dataset.href;
      if (here) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  };

  window.addEventListener('message', (event) => {
    if (event.origin === appOrigin && event.data?.twin === 'app') void hear[event.data.type]?.(event.data);
  });
})();
