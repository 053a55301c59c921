// @vitest-environment jsdom
import { getExtension } from '@shopify/ui-extensions-tester';
import { expect, it } from 'vitest';
import type { PrintAnswer } from '../../../app/extension/answers.ts';
import { find, pass, shown, texts, useApp } from './testing/admin.ts';

const extension = getExtension('admin.order-details.print-action.render');
const app = useApp(extension);

const answer: PrintAnswer = {
  url: 'https://app.example/api/extension/print?ticket=t1',
  documents: [
    { kind: 'invoice', number: 'RE-1001' },
    { kind: 'credit_note', number: 'GS-7' },
    { kind: 'credit_note', number: 'GS-8' },
  ],
  without: [],
  unknown: 0,
};
const src = () => find('s-admin-print-action')?.getAttribute('src');

async function draw() {
  await extension.render();
  await pass();
}

async function tick(kind: string, checked: boolean) {
  const box = find(`s-checkbox[name="${kind}"]`)!;
  Object.assign(box, { checked });
  box.dispatchEvent(new Event('change'));
  await pass();
}

it('asks for the documents of the order and prints all of them', async () => {
  app.open('de', '1001');
  app.answers(answer);
  await draw();
  expect(app.asked).toEqual([
    { method: 'POST', path: '/api/extension/print?locale=de', body: { orderIds: ['1001'] } },
  ]);
  expect(src()).toBe(`${answer.url}&kinds=invoice,credit_note`);
  const labels = [...document.querySelectorAll('s-checkbox')].map((box) => box.getAttribute('label'));
  expect(labels).toEqual(['Rechnungen: RE-1001', 'Gutschriften: GS-7, GS-8']);
});

it('lets the merchant choose', async () => {
  app.open('en', '1001');
  app.answers(answer);
  await draw();
  await tick('invoice', false);
  expect(src()).toBe(`${answer.url}&kinds=credit_note`);
  await tick('credit_note', false);
  expect(src()).toBeFalsy();
  expect(shown()).toContain(texts.en.printChooseOne);
  await tick('invoice', true);
  expect(src()).toBe(`${answer.url}&kinds=invoice`);
  expect(app.asked).toHaveLength(1);
});

it('prints nothing, and says why, while there is no finished document', async () => {
  app.open('de', '1001');
  app.answers({ ...answer, documents: [], without: ['#1001'] });
  await draw();
  expect(src()).toBeFalsy();
  expect(shown()).toContain(texts.de.printNothing);
});

it('prints nothing when the app refuses', async () => {
  app.open('de', '1001');
  app.answers(404);
  await draw();
  expect(src()).toBeFalsy();
  expect(shown()).toContain(texts.de.failedUnknownOrder);
});
