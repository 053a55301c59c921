import { world, type Timeline } from './timeline.ts';

// In this process only the timeline tells the time. The product takes its time from the clock it is handed; what it
// calls does not: Prisma stamps rows by Date, and requests to Shopify end by AbortSignal.timeout.

let current: Timeline | null = null;
const RealDate = Date;
const realTimeout = AbortSignal.timeout.bind(AbortSignal);

/** From now on dates and time-outs of this process follow this timeline; null gives it the real time back. */
export function followTimeline(timeline: Timeline | null): void {
  current = timeline;
}

const now = () => current?.clock.getTime() ?? RealDate.now();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values: [], newTarget) =>
    Reflect.construct(
      target,
      values.length === 0 ? [now()] : values,
      newTarget === Date ? target : newTarget,
    ) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});

AbortSignal.timeout = (ms) => {
  if (!current) return realTimeout(ms);
  const over = new AbortController();
  void current.wait(ms, world).then(() => over.abort(new DOMException('the time is over', 'TimeoutError')));
  return over.signal;
};
