import { generateScenario } from './generateScenario.ts';
import { seedOf } from './random.ts';
import { runScenario } from './runScenario.ts';
import { shrinkScenario } from './shrinkScenario.ts';
import type { Scenario } from './scenario.ts';

export interface Tally {
  /** How many scenarios ended how: "book", or the code of the reason. */
  endings: Record<string, number>;
  /** The first scenario that went wrong: what is wrong, how to replay it, and its shortest form. */
  failure: string | null;
}

/** Runs `count` scenarios of a seed, from the one with the index `first` on; stops at the first that goes wrong and cuts it down. */
export function runScenarios(base: number, count: number, first = 0): Tally {
  const endings: Record<string, number> = {};
  for (let index = first; index < first + count; index++) {
    const played = play(generateScenario(seedOf(base, index)));
    if (played.wrong !== null) return { endings, failure: describe(seedOf(base, index), played.wrong) };
    endings[played.ending] = (endings[played.ending] ?? 0) + 1;
  }
  return { endings, failure: null };
}

/** The endings of several tallies as those of one. */
export function addEndings(several: Tally['endings'][]): Tally['endings'] {
  const all: Tally['endings'] = {};
  for (const endings of several)
    for (const [ending, count] of Object.entries(endings)) all[ending] = (all[ending] ?? 0) + count;
  return all;
}

/** Runs the scenario of one seed again, as it was generated. */
export function replayScenario(seed: number): string | null {
  const { wrong } = play(generateScenario(seed));
  return wrong === null ? null : describe(seed, wrong);
}

type Played = { ending: string; wrong: null } | { wrong: string };

function play(scenario: Scenario): Played {
  try {
    const { verdict } = runScenario(scenario).plan;
    return { ending: verdict.kind === 'book' ? 'book' : verdict.problem.code, wrong: null };
  } catch (thrown) {
    return { wrong: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function describe(seed: number, wrong: string): string {
  const kind = kindOf(wrong);
  const shortest = shrinkScenario(
    generateScenario(seed),
    (scenario) => kindOf(play(scenario).wrong ?? '') === kind,
  );
  const shortestWrong = play(shortest).wrong;
  return [
    `scenario ${seed}: ${wrong}`,
    `cut down to: ${shortestWrong}`,
    JSON.stringify(shortest, null, 2),
  ].join('\n');
}

/** What is wrong without its figures, so that a scenario is cut down to the same mistake and not to another. */
const kindOf = (wrong: string): string =>
  wrong.replace(/\{.*/s, '') + (/"code":"([^"]*)"/.exec(wrong)?.[1] ?? '');
