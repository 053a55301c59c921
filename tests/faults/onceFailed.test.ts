import { useMachine } from './useMachine.ts';
import { expect, it } from 'vitest';

const stage = useMachine();

it.each([
  [31, 'tax per rate was held against a narrower bound than the control after writing'],
  [199, 'a slow pause outlasted the faults'],
  [350, 'trouble with the database parked an order for ten minutes'],
  [472, 'what only the sweep takes up was judged before the next sweep'],
  [1002, 'a late uninstallation ended the installation that followed it'],
  [1011, 'a serialization failure counted as a bug of ours'],
  [2005, 'a deadlock counted as a bug of ours'],
  [5002, 'more money went back than had come in'],
])(
  'seed %i holds, which once failed: %s',
  async (seed) => {
    expect(await stage.play([seed])).toEqual([]);
  },
  120_000,
);
