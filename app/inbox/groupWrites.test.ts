import { expect, it } from 'vitest';
import { DeadlinePassed, groupWrites, TooMuchWaiting, type GroupOptions } from './groupWrites.ts';

/** A store that the test opens and closes: groups wait in it until they are let through. */
function openStore() {
  const groups: string[][] = [];
  const doors: { open: () => void; fail: (error: Error) => void }[] = [];
  return {
    groups,
    next: () => doors.shift()!,
    writeAll: (items: string[]) => {
      groups.push(items);
      return new Promise<string[]>((resolve, reject) => {
        doors.push({ open: () => resolve(items.map((item) => item.toUpperCase())), fail: reject });
      });
    },
  };
}

const plain: Omit<GroupOptions<string, string>, 'writeAll'> = {
  worthOneByOne: () => true,
  bytesOf: (item) => item.length,
  writers: 1,
  maxGroup: { items: 100, bytes: 1_000 },
  maxOpen: { items: 100, bytes: 10_000 },
  deadlineMs: 1_000,
};
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

it('writes one item at once, and what comes meanwhile together', async () => {
  const store = openStore();
  const writes = groupWrites({ ...plain, writeAll: store.writeAll });
  const first = writes.write('a');
  await turn();
  const rest = ['b', 'c', 'd'].map((item) => writes.write(item));
  await turn();
  expect(store.groups).toEqual([['a']]);
  store.next().open();
  expect(await first).toBe('A');
  await turn();
  expect(store.groups).toEqual([['a'], ['b', 'c', 'd']]);
  store.next().open();
  expect(await Promise.all(rest)).toEqual(['B', 'C', 'D']);
});

it('answers nobody before the commit', async () => {
  const store = openStore();
  const writes = groupWrites({ ...plain, writeAll: store.writeAll });
  let answered = false;
  const written = writes.write('a').then(() => (answered = true));
  await turn();
  expect(answered).toBe(false);
  store.next().open();
  await written;
});

it('keeps groups within their size', async () => {
  const store = openStore();
  const writes = groupWrites({ ...plain, writeAll: store.writeAll, maxGroup: { items: 2, bytes: 10 } });
  const all = ['a', 'b', 'c', 'x'.repeat(9), 'y'.repeat(50)].map((item) => writes.write(item));
  for (let group = 0; group < 3; group++) {
    await turn();
    store.next().open();
  }
  await Promise.all(all);
  expect(store.groups.map((group) => group.map((item) => item.length))).toEqual([[1, 1], [1, 9], [50]]);
});

it('writes one by one when a group fails: the bad one hurts no other', async () => {
  const bad = new Error('bad row');
  const writes = groupWrites<string, string>({
    ...plain,
    writeAll: (items) => (items.includes('bad') ? Promise.reject(bad) : Promise.resolve(items)),
  });
  const ended = await Promise.allSettled(['a', 'bad', 'b'].map((item) => writes.write(item)));
  expect(ended).toMatchObject([{ value: 'a' }, { reason: bad }, { value: 'b' }]);
});

it('fails the whole group at once when trying one by one cannot help', async () => {
  const down = new Error('database down');
  let calls = 0;
  const writes = groupWrites<string, string>({
    ...plain,
    worthOneByOne: () => false,
    writeAll: () => {
      calls++;
      return Promise.reject(down);
    },
  });
  const ended = await Promise.allSettled([writes.write('a'), writes.write('b')]);
  expect(ended).toMatchObject([{ reason: down }, { reason: down }]);
  expect(calls).toBe(1);
});

it('gives up at the deadline, and does not write what nobody waits for any more', async () => {
  const store = openStore();
  const writes = groupWrites({ ...plain, writeAll: store.writeAll, deadlineMs: 30 });
  const ended = Promise.allSettled([writes.write('a')]);
  await turn();
  const late = Promise.allSettled([writes.write('b')]);
  expect(
    [...(await ended), ...(await late)].map((one) => (one as PromiseRejectedResult).reason as unknown),
  ).toEqual([expect.any(DeadlinePassed), expect.any(DeadlinePassed)]);
  store.next().open();
  await turn();
  expect(store.groups).toEqual([['a']]);
  expect(writes.open).toBe(0);
});

it('takes no more than it can hold', async () => {
  const store = openStore();
  const writes = groupWrites({ ...plain, writeAll: store.writeAll, maxOpen: { items: 2, bytes: 100 } });
  const held = [writes.write('a'), writes.write('b')];
  await expect(writes.write('c')).rejects.toThrow(TooMuchWaiting);
  await turn();
  store.next().open();
  await Promise.all(held);
  await expect(writes.write('x'.repeat(101))).rejects.toThrow(TooMuchWaiting);
});

it('is settled when everything was answered', async () => {
  const store = openStore();
  const writes = groupWrites({ ...plain, writeAll: store.writeAll });
  await writes.settled();
  const written = writes.write('a');
  let settled = false;
  const end = writes.settled().then(() => (settled = true));
  await turn();
  expect(settled).toBe(false);
  store.next().open();
  await Promise.all([written, end]);
});
