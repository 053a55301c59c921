import { systemClock } from '../../../app/platform/clock.ts';

/** Waits until something is so; throws after `patienceMs`. Answers how long it took. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patienceMs = 120_000,
): Promise<number> {
  const began = Date.now();
  while (!(await isSo())) {
    if (Date.now() - began > patienceMs)
      throw new Error(`after ${patienceMs / 1000} s it is still not so that ${what}`);
    await systemClock.sleep(200);
  }
  return Date.now() - began;
}
