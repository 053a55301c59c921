import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createEncryption } from '../platform/encryption.server.ts';
import { issueTicket, readTicket } from './printTicket.server.ts';

const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
const start = new Date('2026-11-24T12:00:00Z');
const at = (minutes: number) => ({
  encryption,
  clock: { now: () => new Date(start.getTime() + minutes * 60_000), sleep: async () => {} },
});
const right = { domain: 'a.myshopify.com', orderIds: ['1001', '1002'], language: 'de' as const };
const ticket = issueTicket(at(0), right);

it('gives back the right it was issued for, for five minutes', () => {
  expect(readTicket(at(4.9), ticket)).toEqual({ ...right, expired: false });
  expect(readTicket(at(5.1), ticket)).toEqual({ ...right, expired: true });
});

it('fits into an address and does not tell what it is for', () => {
  expect(encodeURIComponent(ticket)).toBe(ticket);
  expect(Buffer.from(ticket.split('.')[3]!, 'base64url').toString()).not.toContain('myshopify');
  const orderIds = Array.from({ length: 50 }, () => '12345678901234');
  expect(issueTicket(at(0), { ...right, orderIds }).length).toBeLessThan(2_000);
});

it.each([
  ['nothing', ''],
  ['something made up', 'v1.k1.AAAA.AAAA.AAAA'],
  ['a changed one', ticket.slice(0, -2)],
  [
    'another secret of ours',
    encryption.encrypt(JSON.stringify({ ...right, until: 9e15 }), 'session.access_token:1'),
  ],
  [
    'one made with another key',
    issueTicket({ ...at(0), encryption: createEncryption([{ id: 'k1', key: randomBytes(32) }]) }, right),
  ],
])('is not %s', (_, text) => {
  expect(readTicket(at(0), text)).toBeNull();
});
