// @vitest-environment jsdom
import { getExtension } from '@shopify/ui-extensions-tester';
import { expect, it, vi } from 'vitest';
import type { OrderStatusAnswer } from '../../../app/extension/answers.ts';
import { button, find, isOff, pass, shown, texts, useApp } from './testing/admin.ts';

const extension = getExtension('admin.order-details.action.render');
const app = useApp(extension);

const waiting: OrderStatusAnswer = {
  orderId: '1002',
  state: 'waiting',
  busy: false,
  invoiceNumber: null,
  documents: [],
  problem: { title: 'Noch nicht bezahlt', explanation: 'Es fehlt Geld.', fix: 'Nichts zu tun.' },
};

async function draw() {
  await extension.render();
  await pass();
}

it('explains what it does before it is asked', async () => {
  app.open('de', '1002');
  app.answers(waiting);
  await draw();
  expect(find('s-admin-action')?.getAttribute('heading')).toBe('sevdesk: erneut synchronisieren');
  expect(shown()).toContain(texts.de.syncExplained);
  expect(app.asked.map(({ method }) => method)).toEqual(['GET']);
});

it('syncs once, shows that it is at it, and how the order stands then', async () => {
  app.open('en', '1002');
  app.answers(waiting, { ...waiting, busy: true }, waiting);
  await draw();
  button('Sync again').click();
  button('Sync again').click();
  await pass();
  expect(isOff(button('Sync again'))).toBe(true);
  await pass(3_000);
  expect(shown()).toContain(texts.en.syncWaits);
  expect(app.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

it('cannot be asked about an order the app does not know', async () => {
  app.open('en', '4711');
  app.answers(404);
  await draw();
  expect(shown()).toContain(texts.en.failedUnknownOrder);
  expect(isOff(button('Sync again'))).toBe(true);
  expect(find('s-link')?.getAttribute('href')).toBe('app:app');
});

it('closes', async () => {
  app.open('de', '1002');
  app.answers(waiting);
  const close = vi.fn<() => void>();
  extension.shopify.close = close;
  await draw();
  button('Schließen').click();
  expect(close).toHaveBeenCalledOnce();
});
