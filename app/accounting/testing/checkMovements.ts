import type { Plan, PlanInput } from '../documents.ts';
import { add, cents, ZERO, type Cents } from '../money.ts';
import { explainMovements } from '../movements.ts';
import { isForeign } from '../plan/exchange.ts';
import { demand } from './demand.ts';

/** Every cent that moved has one name; of an order that is booked to the end none is left over. */
export function checkMovements({ order }: PlanInput, { documents, verdict }: Plan): void {
  const onDocuments = new Map<string, Cents>();
  for (const { transactionGid, amount } of documents.flatMap(({ bookings }) => bookings))
    onDocuments.set(transactionGid, add(onDocuments.get(transactionGid) ?? ZERO, amount));
  const settled = verdict.kind === 'book';
  const movements = explainMovements(order, onDocuments, settled ? 'settled' : 'open');
  let over = 0;
  for (const { gid, kind, amount, ...parts } of movements) {
    const { documents: booked, giftCards, settled: seenTo, open } = parts;
    demand(amount === add(booked, giftCards, seenTo, open), 'a movement does not add up', { gid });
    const sign = kind === 'payment' ? 1 : -1;
    demand(booked * sign >= 0 && giftCards * sign >= 0, 'money went the wrong way', {
      gid,
      booked,
      giftCards,
    });
    demand(open * sign >= 0, 'more is on documents than moved', { gid, open });
    demand(!settled || open === 0, 'booked to the end, and money is left', { gid, open });
    over += seenTo;
  }
  const onAll = [...onDocuments].filter(([gid]) => !movements.some((one) => one.gid === gid));
  const offsets = documents.flatMap(({ bookings }) => bookings).filter(({ gateway }) => gateway === 'offset');
  demand(onAll.length === 0 || offsets.length > 0 || order.test, 'a booking of money that did not move');
  const facts = { over: cents(over) };
  demand(!settled || isForeign(order) || over === 0, 'money without a name', facts);
}
