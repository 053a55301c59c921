// @vitest-environment jsdom
import { getExtension } from '@shopify/ui-extensions-tester';
import { expect, it } from 'vitest';
import { find, pass, shown, texts, useApp } from './testing/admin.ts';

const extension = getExtension('admin.order-index.selection-print-action.render');
const app = useApp(extension);

const url = 'https://app.example/api/extension/print?ticket=t2';
const invoices = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ kind: 'invoice' as const, number: `RE-${n}` }));

async function draw() {
  await extension.render();
  await pass();
}

it('prints the documents of all selected orders in one go and counts them', async () => {
  app.open('en', '1', '2', '3', '4', '5', '6');
  app.answers({ url, documents: invoices(6), without: [], unknown: 0 });
  await draw();
  expect(app.asked[0]?.body).toEqual({ orderIds: ['1', '2', '3', '4', '5', '6'] });
  expect(find('s-admin-print-action')?.getAttribute('src')).toBe(`${url}&kinds=invoice`);
  expect(find('s-checkbox')?.getAttribute('label')).toBe('Invoices: 6');
});

it('names the orders that are left out', async () => {
  app.open('de', '1', '2', '3', '4');
  app.answers({ url, documents: invoices(1), without: ['#1002', '#1003'], unknown: 1 });
  await draw();
  expect(shown()).toContain('Ohne fertigen Beleg und deshalb nicht dabei: #1002, #1003');
  expect(shown()).toContain('nicht dabei: 1 der gewählten Bestellungen');
});

it('takes no more than it can print, instead of printing a part', async () => {
  app.open('de', ...Array.from({ length: 51 }, (_, n) => String(n + 1)));
  app.answers({ url, documents: [], without: [], unknown: 0 });
  await draw();
  expect(app.asked).toEqual([]);
  expect(find('s-admin-print-action')?.getAttribute('src')).toBeFalsy();
  expect(shown()).toContain(texts.de.printTooMany.replace('{{count}}', '51').replace('{{most}}', '50'));
});
