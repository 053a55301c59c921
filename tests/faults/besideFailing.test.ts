import { useMachine } from './useMachine.ts';
import { expect, it } from 'vitest';
import type { Fault } from '@twins/sevdesk';

const stage = useMachine();

/** What an account may do to all its requests, or to one of each order. */
const troubles: [string, Fault, string?][] = [
  ['answers 503 to everything', { kind: 'down', how: '503' }],
  ['is not reached', { kind: 'down', how: 'refuse' }],
  ['never answers', { kind: 'timeout_before' }],
  ['answers what nobody can read', { kind: 'html' }],
  [
    'answers one request of each order with what nobody can read',
    { kind: 'html' },
    '/Invoice/Factory/saveInvoice',
  ],
];

it.each(troubles)(
  'beside an account that %s, the orders of other accounts are booked within 15 s',
  async (_what, fault, path) => {
    const waits = await stage.waitsBeside({ fault, ...(path === undefined ? {} : { path }) });
    expect(waits.length).toBeGreaterThanOrEqual(30);
    expect(Math.max(...waits)).toBeLessThan(15_000);
  },
  600_000,
);
