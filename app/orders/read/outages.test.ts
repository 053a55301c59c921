import { expect, it } from 'vitest';
import { readOutages } from './outages.server.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 10, minute));
const change = (minute: number, to: string, key = 'account:1') => ({ key, to, at: at(minute) });
const outage = (from: number, to: number | null) => ({
  from: at(from).toISOString(),
  to: to === null ? null : at(to).toISOString(),
});

it('takes failed probes for the same outage', () => {
  const changes = [
    change(1, 'open'),
    change(2, 'half_open'),
    change(3, 'open'),
    change(4, 'half_open'),
    change(5, 'closed'),
  ];
  expect(readOutages(changes)).toEqual([outage(1, 5)]);
});

it('takes account and host, down at the same time, for one outage', () => {
  const changes = [
    change(1, 'open'),
    change(2, 'open', 'host'),
    change(3, 'closed'),
    change(6, 'closed', 'host'),
  ];
  expect(readOutages(changes)).toEqual([outage(1, 6)]);
});

it('tells the newest first, and of one that lasts no end', () => {
  expect(readOutages([change(1, 'open'), change(2, 'closed'), change(9, 'open')])).toEqual([
    outage(9, null),
    outage(1, 2),
  ]);
});
