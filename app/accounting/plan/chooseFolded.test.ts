import { describe, expect, it } from 'vitest';
import { cents } from '../money.ts';
import type { Change, Entry } from './change.ts';
import { chooseFolded } from './chooseFolded.ts';

/** Takes pieces off the lines, each for that many cents. */
const removal = (gid: string, ...parts: [line: string, gross: number][]): Change => ({
  gid,
  agreementGid: gid,
  happenedAt: '2026-11-20T10:00:00Z',
  added: [],
  removed: parts.map(([line, gross]) => taken(line, gross)),
  kept: cents(0),
  refund: null,
  problem: null,
});

const taken = (line: string, gross: number): Entry => ({
  kind: 'line',
  gid: line,
  name: line,
  text: null,
  quantity: 1,
  gross: cents(gross),
  taxes: [],
  requiresShipping: true,
  isGiftCard: false,
  update: false,
});

describe('an invoice that is still to be written leaves out', () => {
  it.each<[string, number, number, number, Change[], string[]]>([
    ['nothing of an order paid in full', 100, 100, 0, [removal('a', ['cup', 30])], []],
    ['what went before the payment', 100, 70, 0, [removal('a', ['cup', 30])], ['a']],
    ['no more than that', 100, 70, 0, [removal('a', ['cup', 30]), removal('b', ['pot', 20])], ['a']],
    ['what went before a payment of which a part came back', 100, 90, 20, [removal('a', ['cup', 30])], ['a']],
    [
      'as much as the payment does not reach',
      100,
      60,
      0,
      [removal('a', ['cup', 30]), removal('b', ['pot', 20])],
      ['a'],
    ],
    ['nothing of an order that is overpaid', 100, 120, 0, [removal('a', ['cup', 30])], []],
    ['what was free', 100, 100, 0, [removal('a', ['gift', 0])], ['a']],
    [
      'what was free, after something that stays',
      100,
      100,
      0,
      [removal('a', ['cup', 30]), removal('b', ['gift', 0])],
      ['b'],
    ],
    [
      'nothing of pieces that became free when a lower price stays',
      100,
      100,
      0,
      [removal('a', ['cup', 30]), removal('b', ['cup', 0])],
      [],
    ],
    [
      'nothing of several pieces of which one became free so',
      100,
      100,
      0,
      [removal('a', ['pot', 10], ['cup', 30]), removal('b', ['gift', 0], ['cup', 0])],
      [],
    ],
    [
      'pieces that became free when the lower price is left out too',
      100,
      70,
      0,
      [removal('a', ['cup', 30]), removal('b', ['cup', 0])],
      ['a', 'b'],
    ],
    [
      'pieces that were free before the price of others fell',
      100,
      100,
      0,
      [removal('a', ['cup', 0]), removal('b', ['cup', 30])],
      ['a'],
    ],
    [
      'all pieces that were free, however often',
      100,
      100,
      0,
      [removal('a', ['gift', 0]), removal('b', ['gift', 0])],
      ['a', 'b'],
    ],
  ])('%s', (_, toPay, received, returned, removals, left) => {
    const money = { toPay: cents(toPay), received: cents(received), returned: cents(returned) };
    expect(chooseFolded({ ...money, removals }).map(({ gid }) => gid)).toEqual(left);
  });
});
