// @vitest-environment jsdom
import { AppProvider } from '@shopify/polaris';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cents, rate } from '../../accounting/money.ts';
import type { StoredQuestion } from '../../accounting/storedQuestions.ts';
import type { RefundDecided } from '../../orders/actions/decideRefund.server.ts';
import { loadTexts, textsOf, TextsProvider } from '../texts.tsx';
import { RefundQuestionCard } from './RefundQuestionCard.tsx';

const form = vi.hoisted(() => {
  // Polaris asks for it when it is loaded.
  window.matchMedia = (() => ({ matches: false, addListener() {}, removeListener() {} })) as never;
  return { send: vi.fn<(intent: object) => void>(), answer: undefined as RefundDecided | undefined };
});
vi.mock('../useSend.ts', () => ({ useSend: () => ({ ...form, busy: false }) }));

const REFUND = 'gid://shopify/Refund/77';
const question: StoredQuestion = {
  sourceGid: REFUND,
  amount: cents(500),
  total: cents(500),
  problem: { code: 'order.refund_rate_unknown', facts: {} },
  choices: [
    { gid: 'cup', name: 'Tasse', rate: rate(1900), left: cents(4000) },
    { gid: 'book', name: 'Buch', rate: rate(700), left: cents(300) },
  ],
  decidable: true,
};

let place: HTMLElement;
let root: Root;
beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  form.send.mockReset();
  form.answer = undefined;
  await loadTexts('de');
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

const show = (asked: Partial<StoredQuestion> = {}) =>
  act(() =>
    root.render(
      <AppProvider i18n={textsOf('de', 'Europe/Berlin').polaris}>
        <TextsProvider language="de" timeZone="Europe/Berlin">
          <RefundQuestionCard question={{ ...question, ...asked, told: null }} currency="EUR" />
        </TextsProvider>
      </AppProvider>,
    ),
  );
const text = () => place.textContent.replaceAll(/\s+/g, ' ');
const press = (element: Element | null | undefined) => act(() => (element as HTMLElement).click());
const choose = (value: string) => press(place.querySelector(`input[value="${value}"]`));
const save = () => press([...place.querySelectorAll('button')].at(-1));
const type = (label: string, value: string) => {
  const found = [...place.querySelectorAll('label')].find((one) => one.textContent.startsWith(label));
  const input = document.getElementById(found!.htmlFor) as HTMLInputElement;
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};

describe('the question about a refund', () => {
  it('offers each rate with what it stands on, a split, done by hand, and leaving it out', () => {
    show();
    const values = [...place.querySelectorAll<HTMLInputElement>('input[type=radio]')].map(
      ({ value }) => value,
    );
    expect(values).toEqual(['rate 1900', 'rate 700', 'split', 'by_hand', 'leave_out']);
    expect(text()).toContain('Tasse');
    expect(text()).toContain('5,00 €');
    expect(text()).toContain('77');
  });

  it('sends the chosen rate', () => {
    show();
    choose('rate 700');
    save();
    expect(form.send).toHaveBeenCalledWith({
      intent: 'decide',
      sourceGid: REFUND,
      amount: 500,
      answer: { kind: 'rate', rate: 700 },
    });
  });

  it('sends a split in cents, however it was typed, and only what was filled in', () => {
    show();
    choose('split');
    type('Tasse', '5,00');
    save();
    expect(form.send).toHaveBeenCalledWith(
      expect.objectContaining({ answer: { kind: 'split', parts: [{ gid: 'cup', amount: 500 }] } }),
    );
  });

  it('sends nothing that is not a decision', () => {
    show();
    save();
    choose('split');
    type('Tasse', 'fünf');
    save();
    choose('by_hand');
    save();
    expect(form.send).not.toHaveBeenCalled();
    expect(place.querySelector('[class*=Banner]')).not.toBeNull();
  });

  it('says what was wrong with the answer', () => {
    form.answer = { kind: 'wrong', field: 'split', missingCents: 1 };
    show();
    expect(text()).toContain('0,01 €');
  });

  it('that cannot be decided here is only told', () => {
    show({ decidable: false });
    expect(place.querySelectorAll('input, button')).toHaveLength(0);
  });
});
