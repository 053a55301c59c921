// @vitest-environment jsdom
import { getExtension } from '@shopify/ui-extensions-tester';
import { describe, expect, it } from 'vitest';
import type { OrderStatusAnswer } from '../../../app/extension/answers.ts';
import { button, find, isOff, pass, shown, texts, useApp } from './testing/admin.ts';

const extension = getExtension('admin.order-details.block.render');
const app = useApp(extension);

const synced: OrderStatusAnswer = {
  orderId: '1001',
  state: 'synced',
  busy: false,
  invoiceNumber: 'RE-1001',
  documents: [
    {
      id: 'd1',
      kind: 'invoice',
      number: 'RE-1001',
      sevdeskUrl: 'https://my.sevdesk.de/fi/detail/type/RE/id/77',
    },
    { id: 'd2', kind: 'credit_note', number: 'GS-7', sevdeskUrl: null },
  ],
  problem: null,
};
const parked: OrderStatusAnswer = {
  ...synced,
  state: 'parked',
  invoiceNumber: null,
  documents: [],
  problem: {
    title: 'Die Summen stimmen nicht überein',
    explanation: 'Shopify nennt 20,00 €, die Zeilen ergeben 19,99 €.',
    fix: 'Prüfen Sie die Bestellung in Shopify.',
  },
};

async function draw() {
  await extension.render();
  await pass();
}

describe('what stands in sevdesk', () => {
  it('shows state, numbers and the ways to the app and to sevdesk', async () => {
    app.open('de', '1001');
    app.answers(synced);
    await draw();
    expect(app.asked).toEqual([{ method: 'GET', path: '/api/extension/orders/1001?locale=de', body: null }]);
    expect(find('s-badge')?.outerHTML).toBe('<s-badge tone="success">In sevdesk</s-badge>');
    expect(shown()).toContain('Rechnung RE-1001');
    expect(shown()).toContain('Gutschrift GS-7');
    const links = [...document.querySelectorAll('s-link')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['app:app/orders/1001', 'https://my.sevdesk.de/fi/detail/type/RE/id/77']);
    expect(find('s-admin-block')?.getAttribute('collapsedSummary')).toBe('In sevdesk: RE-1001');
  });

  it.each([
    ['waiting', 'info', 'Waiting'],
    ['parked', 'warning', 'Needs attention'],
    ['skipped', 'neutral', 'Skipped'],
  ] as const)('calls an order that is %s what it is', async (state, tone, text) => {
    app.open('en', '1001');
    app.answers({ ...parked, state });
    await draw();
    expect(find('s-badge')?.outerHTML).toBe(`<s-badge tone="${tone}">${text}</s-badge>`);
    expect(shown()).toContain('No document in sevdesk yet.');
  });

  it('says what is in the way, why, and what to do', async () => {
    app.open('de', '1001');
    app.answers(parked);
    await draw();
    for (const text of Object.values(parked.problem!)) expect(shown()).toContain(text);
  });

  it('shows that it is loading until the app has answered', async () => {
    app.open('de', '1001');
    app.answers('never');
    await draw();
    expect(find('s-spinner')?.getAttribute('accessibilityLabel')).toBe(texts.de.loading);
    expect(document.querySelector('s-button')).toBeNull();
  });
});

describe('syncing again', () => {
  it('is busy while the run is at work, then shows how it ended', async () => {
    app.open('en', '1001');
    app.answers(parked, { ...parked, busy: true }, { ...parked, busy: true }, synced);
    await draw();
    button('Sync again').click();
    await pass();
    expect(app.asked.at(-1)).toMatchObject({ method: 'POST', path: '/api/extension/orders/1001?locale=en' });
    expect(isOff(button('Sync again'))).toBe(true);
    expect(shown()).toContain(texts.en.syncRunning);
    await pass(3_000);
    expect(isOff(button('Sync again'))).toBe(true);
    await pass(3_000);
    expect(shown()).toContain(texts.en.syncDone);
    expect(find('s-badge')?.textContent).toBe('In sevdesk');
    expect(isOff(button('Sync again'))).toBe(false);
    await pass(60_000);
    expect(app.asked).toHaveLength(4);
  });

  it('says so when the order is still in the way of itself afterwards', async () => {
    app.open('de', '1001');
    app.answers(parked, { ...parked, busy: true }, parked);
    await draw();
    button('Erneut synchronisieren').click();
    await pass(3_000);
    expect(shown()).toContain(texts.de.syncParked);
    expect(shown()).toContain(parked.problem!.title);
  });

  it('leaves a run that takes long to the app', async () => {
    app.open('de', '1001');
    app.answers(parked, { ...parked, busy: true });
    await draw();
    button('Erneut synchronisieren').click();
    await pass(10 * 60_000);
    expect(shown()).toContain(texts.de.syncSlow);
    expect(app.asked.length).toBeLessThan(50);
    expect(isOff(button('Erneut synchronisieren'))).toBe(false);
  });

  it('follows a run that somebody else started', async () => {
    app.open('de', '1001');
    app.answers({ ...parked, state: 'waiting', busy: true }, synced);
    await draw();
    expect(find('s-badge')?.textContent).toBe('Wird synchronisiert');
    await pass(3_000);
    expect(find('s-badge')?.textContent).toBe('In sevdesk');
  });
});

describe('when the app does not do it', () => {
  it.each([
    [401, 'failedSignedOut'],
    [403, 'failedNotSetUp'],
    [404, 'failedUnknownOrder'],
    [500, 'failedUnreachable'],
    ['no network', 'failedUnreachable'],
  ] as const)('"%s" is explained and no button offered', async (status, key) => {
    app.open('en', '1001');
    app.answers(status);
    await draw();
    expect(shown()).toContain(texts.en[key]);
    expect(shown()).not.toContain(texts.en.syncAgain);
  });

  it('tries again on the button', async () => {
    app.open('de', '1001');
    app.answers(502, synced);
    await draw();
    button('Noch einmal versuchen').click();
    await pass();
    expect(shown()).not.toContain(texts.de.failedUnreachable);
    expect(shown()).toContain('RE-1001');
  });

  it('keeps what it knew when a run is refused, and lets the merchant ask once more', async () => {
    app.open('de', '1001');
    app.answers(parked, 429);
    await draw();
    button('Erneut synchronisieren').click();
    await pass();
    expect(shown()).toContain(texts.de.failedTooOften);
    expect(shown()).toContain(parked.problem!.title);
    expect(isOff(button('Erneut synchronisieren'))).toBe(false);
  });
});
