import { generateStory } from './generateStory.ts';
import { seedOf } from './random.ts';
import { runStory } from './runStory.ts';
import { shrinkStory } from './shrinkStory.ts';
import type { Story } from './story.ts';

export interface Telling {
  /** How many stories ended how: "book", or the code of the reason. */
  endings: Record<string, number>;
  /** The first story that went wrong: what is wrong, how to replay it, and its shortest form. */
  failure: string | null;
}

/** Tells `count` stories of a seed, from the one with the index `first` on; stops at the first that goes wrong and cuts it down. */
export function tellStories(base: number, count: number, first = 0): Telling {
  const endings: Record<string, number> = {};
  for (let index = first; index < first + count; index++) {
    const told = tell(generateStory(seedOf(base, index)));
    if (told.wrong !== null) return { endings, failure: describe(seedOf(base, index), told.wrong) };
    endings[told.ending] = (endings[told.ending] ?? 0) + 1;
  }
  return { endings, failure: null };
}

/** The endings of several tellings as those of one. */
export function addEndings(several: Telling['endings'][]): Telling['endings'] {
  const all: Telling['endings'] = {};
  for (const endings of several)
    for (const [ending, count] of Object.entries(endings)) all[ending] = (all[ending] ?? 0) + count;
  return all;
}

/** Tells the story of one seed again, as it was generated. */
export function retellStory(seed: number): string | null {
  const { wrong } = tell(generateStory(seed));
  return wrong === null ? null : describe(seed, wrong);
}

type Told = { ending: string; wrong: null } | { wrong: string };

function tell(story: Story): Told {
  try {
    const { verdict } = runStory(story).plan;
    return { ending: verdict.kind === 'book' ? 'book' : verdict.problem.code, wrong: null };
  } catch (thrown) {
    return { wrong: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function describe(seed: number, wrong: string): string {
  const kind = kindOf(wrong);
  const shortest = shrinkStory(generateStory(seed), (story) => kindOf(tell(story).wrong ?? '') === kind);
  const shortestWrong = tell(shortest).wrong;
  return [`story ${seed}: ${wrong}`, `cut down to: ${shortestWrong}`, JSON.stringify(shortest, null, 2)].join(
    '\n',
  );
}

/** What is wrong without its figures, so that a story is cut down to the same mistake and not to another. */
const kindOf = (wrong: string): string =>
  wrong.replace(/\{.*/s, '') + (/"code":"([^"]*)"/.exec(wrong)?.[1] ?? '');
