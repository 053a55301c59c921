import { expect, it } from 'vitest';
import { openBooks } from './rawClient.ts';
import type { AccountDefinition } from './account.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();

const line = {
  account: 'demo',
  on: 'Geschäftskonto',
  amountCents: 1190,
  day: '2026-11-26',
  payer: 'Erika Mustermann',
  purpose: 'RE-1000',
};

async function matched(
  match: { by?: 'hand' | 'sevdesk'; amountCents?: number },
  definition: Partial<AccountDefinition> = {},
) {
  const twin = await start({ tenants: [{ name: 'demo', ...definition }] });
  const books = await openBooks(twin);
  const id = await books.openInvoice();
  const before = (await books.api.get(`/Invoice/${id}`)).objects[0];
  const transaction = twin.arriveTransaction(line).id;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  twin.matchTransaction({ account: 'demo', kind: 'invoice', id, transactionId: transaction, ...match });
  const read = async () => (await books.api.get(`/Invoice/${id}`)).objects[0];
  return { twin, books, id, transaction, before, read };
}

it('brings a line that a person matches: paid on the day of the line, the line booked', async () => {
  const { twin, read, transaction } = await matched({});
  expect(await read()).toMatchObject({
    status: '1000',
    paidAmount: 11.9,
    payDate: '2026-11-26T12:00:00+01:00',
  });
  expect(twin.state().accounts[0]!.transactions).toMatchObject([{ id: transaction, status: 400 }]);
});

it('is matched by sevdesk itself with a status of its own, until somebody confirms', async () => {
  const { twin } = await matched({ by: 'sevdesk' });
  expect(twin.state().accounts[0]!.transactions).toMatchObject([{ status: 350 }]);
});

it('pays in part, and leaves the rest of the line free', async () => {
  const { twin, read } = await matched({ amountCents: 500 });
  expect(await read()).toMatchObject({ status: '750', paidAmount: 5, payDate: null });
  expect(twin.state().accounts[0]!.transactions).toMatchObject([{ status: 200 }]);
});

it('leaves update where it was, or moves it: nobody has measured which', async () => {
  const still = await matched({});
  expect((await still.read()).update).toBe(still.before.update);
  const moving = await matched({}, { matchMovesUpdate: true });
  expect((await moving.read()).update).not.toBe(moving.before.update);
});

it('is undone: the invoice is open again and the line is free', async () => {
  const { twin, id, read } = await matched({});
  twin.undoMatch({ account: 'demo', kind: 'invoice', id });
  expect(await read()).toMatchObject({ status: '200', paidAmount: 0, payDate: null });
  expect(twin.state().accounts[0]!.transactions).toMatchObject([{ status: 100, pays: [] }]);
});
