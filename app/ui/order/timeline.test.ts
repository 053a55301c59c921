import { expect, it } from 'vitest';
import type { StepView } from '../../orders/read/views.ts';
import { readableTimeline } from './timeline.ts';

const step = (
  id: string,
  name: string,
  outcome: StepView['outcome'],
  documentId: string | null = 'd1',
): StepView => ({
  id,
  at: '2026-11-24T06:00:00Z',
  step: name,
  outcome,
  durationMs: null,
  documentId,
  detail: {},
});
const idsOf = (steps: StepView[]) => readableTimeline(steps).map(({ id }) => id);

it('tells the newest first, and of an answered request only the answer', () => {
  expect(
    idsOf([step('1', 'draft', 'requested'), step('2', 'draft', 'done'), step('3', 'book', 'done')]),
  ).toEqual(['3', '2']);
});

it('shows a request whose answer is missing', () => {
  expect(idsOf([step('1', 'draft', 'done'), step('2', 'finalise', 'requested')])).toEqual(['2', '1']);
});

it('tells once that a contact is there, also when it was looked for before it was made', () => {
  const found = [
    step('1', 'contact', 'done'),
    step('2', 'contact', 'requested'),
    step('3', 'contact', 'done'),
  ];
  expect(idsOf(found)).toEqual(['3']);
  expect(
    idsOf([step('1', 'contact', 'done'), step('2', 'read', 'done'), step('3', 'contact', 'done')]),
  ).toEqual(['3', '2', '1']);
});

it('keeps the documents of an order apart', () => {
  expect(
    idsOf([step('1', 'draft', 'requested', 'invoice'), step('2', 'draft', 'done', 'credit note')]),
  ).toEqual(['2', '1']);
});
