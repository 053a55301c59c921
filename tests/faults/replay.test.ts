import { seedsFrom, useMachine } from './useMachine.ts';
import { expect, it } from 'vitest';

const stage = useMachine();

it('a seed has the same trace alone, after others and before them', async () => {
  const seeds = seedsFrom(4862, 4);
  const [forth, back] = [new Map<number, string>(), new Map<number, string>()];
  for (const seed of seeds) forth.set(seed, await stage.traceOf(seed));
  for (const seed of seeds.toReversed()) back.set(seed, await stage.traceOf(seed));
  for (const seed of seeds) expect([seed, back.get(seed)]).toEqual([seed, forth.get(seed)]);
}, 240_000);
