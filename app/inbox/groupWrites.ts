/** Writes that wait to be made together. */
export interface GroupedWrites<Item, Result> {
  /** Resolves once the item is written for good; rejects when it was not, or when it took longer than `deadlineMs`. */
  write(item: Item): Promise<Result>;
  /** How many wait or are being written. */
  readonly open: number;
  /** Resolves when everything that was handed in has been answered. */
  settled(): Promise<void>;
}

export interface GroupOptions<Item, Result> {
  /** Writes all of them or none, and answers in their order. */
  writeAll: (items: Item[]) => Promise<Result[]>;
  /** Whether trying one by one can help where all together failed. */
  worthOneByOne: (error: unknown) => boolean;
  bytesOf: (item: Item) => number;
  /** Groups that may be under way at the same time, each on a connection of its own. */
  writers: number;
  maxGroup: { items: number; bytes: number };
  /** Beyond this nothing more is taken: better refused at once than late. */
  maxOpen: { items: number; bytes: number };
  deadlineMs: number;
}

export class TooMuchWaiting extends Error {
  override name = 'TooMuchWaiting';
}
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

interface Waiting<Item, Result> {
  item: Item;
  bytes: number;
  /** False once it was answered (its deadline may pass before its turn). */
  open: boolean;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Group commit: what arrives while a write is under way goes into the next one together, so that a burst costs few
 * commits and a single item waits for nobody. Nothing is answered before its commit. When a group fails it is written
 * one by one, so that an item the database cannot take hurts no other.
 */
export function groupWrites<Item, Result>(options: GroupOptions<Item, Result>): GroupedWrites<Item, Result> {
  const { writeAll, worthOneByOne, bytesOf, writers, maxGroup, maxOpen, deadlineMs } = options;
  const queue: Waiting<Item, Result>[] = [];
  let open = 0;
  let openBytes = 0;
  let busy = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  /** After the current turn of the event loop, so that requests that were read together are written together. */
  function schedule() {
    if (scheduled || busy >= writers || queue.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (busy < writers && queue.length > 0) void runWriter();
    });
  }

  async function runWriter() {
    busy++;
    const group = takeGroup();
    if (group.length > 0) await writeGroup(group);
    busy--;
    schedule();
  }

  function takeGroup(): Waiting<Item, Result>[] {
    const group: Waiting<Item, Result>[] = [];
    let bytes = 0;
    while (queue.length > 0 && group.length < maxGroup.items) {
      const next = queue[0]!;
      if (group.length > 0 && bytes + next.bytes > maxGroup.bytes) break;
      queue.shift();
      if (!next.open) continue;
      bytes += next.bytes;
      group.push(next);
    }
    return group;
  }

  async function writeGroup(group: Waiting<Item, Result>[]) {
    try {
      const results = await writeAll(group.map(({ item }) => item));
      group.forEach((one, index) => one.resolve(results[index]!));
    } catch (error) {
      if (!worthOneByOne(error)) return group.forEach((one) => one.reject(error));
      for (const one of group.filter((each) => each.open)) await writeOne(one);
    }
  }

  async function writeOne(one: Waiting<Item, Result>) {
    try {
      const [result] = await writeAll([one.item]);
      one.resolve(result!);
    } catch (error) {
      one.reject(error);
    }
  }

  function answered(bytes: number) {
    open--;
    openBytes -= bytes;
    if (open > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  }

  return {
    write(item) {
      const bytes = bytesOf(item);
      if (open >= maxOpen.items || openBytes + bytes > maxOpen.bytes)
        return Promise.reject(new TooMuchWaiting());
      open++;
      openBytes += bytes;
      return new Promise<Result>((resolve, reject) => {
        const settle = <T>(then: (value: T) => void) => {
          return (value: T) => {
            if (!waiting.open) return;
            waiting.open = false;
            clearTimeout(timer);
            answered(bytes);
            then(value);
          };
        };
        const waiting: Waiting<Item, Result> = {
          item,
          bytes,
          open: true,
          resolve: settle(resolve),
          reject: settle(reject),
        };
        const timer = setTimeout(() => waiting.reject(new DeadlinePassed()), deadlineMs);
        queue.push(waiting);
        schedule();
      });
    },
    get open() {
      return open;
    },
    settled: () => (open === 0 ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve))),
  };
}
