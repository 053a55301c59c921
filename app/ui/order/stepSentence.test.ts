import { beforeAll, expect, it } from 'vitest';
import type { DocumentView, StepView } from '../../orders/read/views.ts';
import { loadTexts, textsOf } from '../texts.tsx';
import { stepSentence } from './stepSentence.ts';

beforeAll(() => loadTexts('en'));

const invoice = { id: 'i', kind: 'invoice', number: 'RE-1000', currency: 'EUR' } as const;
const credit = { id: 'c', kind: 'credit_note', number: 'GU-1000', currency: 'EUR' } as const;
const documents: Pick<DocumentView, 'id' | 'kind' | 'number' | 'currency'>[] = [invoice, credit];
const said = (step: Partial<StepView>) =>
  stepSentence(
    {
      id: '1',
      at: '',
      outcome: 'done',
      durationMs: null,
      documentId: null,
      detail: {},
      step: 'done',
      ...step,
    },
    documents,
    textsOf('en', 'Europe/Berlin'),
  );

it('calls a credit note a credit note', () => {
  const step = { step: 'finalise', documentId: 'c', detail: { number: 'GU-1000' } };
  expect(said(step)).toBe('Credit note finalised, number GU-1000');
  expect(said({ ...step, documentId: 'i', detail: { number: 'RE-1000' } })).toBe(
    'Invoice finalised, number RE-1000',
  );
});

it('says to which document a step belongs, and which way the money went', () => {
  expect(said({ step: 'draft', documentId: 'c' })).toBe('Draft made in sevdesk · Credit note GU-1000');
  const booked = { step: 'book', detail: { amountCents: 1999 } };
  expect(said({ ...booked, documentId: 'i' })).toBe('Payment of €19.99 booked · Invoice RE-1000');
  expect(said({ ...booked, documentId: 'c' })).toBe('Repayment of €19.99 booked · Credit note GU-1000');
});

it('shows no word of the program for a step of a newer version', () => {
  expect(said({ step: 'new_step' })).toBe('Further step');
});
