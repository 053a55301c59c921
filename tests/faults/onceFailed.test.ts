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
  [4477, 'a key was refused after the merchant had entered it anew, and nobody entered it again'],
  [4865, 'an order that Shopify did not answer for was parked for ten minutes'],
  [5002, 'more money went back than had come in'],
  [5267, 'the right to number outlasted a finalising that was known'],
  [6464, 'a token that was refused as soon as it was renewed paused the shop'],
  [6833, 'an order was skipped while nobody knew of its draft'],
  [7890, 'a run that knew only the old token paused the shop after the app had been opened'],
  [8181, 'a slow pause came after the judgement'],
  [21085, 'an order was skipped while nobody knew of its payment'],
])(
  'seed %i holds, which once failed: %s',
  async (seed) => {
    expect(await stage.play([seed])).toEqual([]);
  },
  120_000,
);
