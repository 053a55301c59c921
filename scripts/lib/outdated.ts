export interface Outdated {
  name: string;
  current: string;
  latest: string;
}

/** What `npm outdated --json` answered; null when it could not ask. It ends with 1 also when something is outdated. */
export function readOutdated(npm: { stdout: string | null }): Outdated[] | null {
  let answer: unknown;
  try {
    answer = JSON.parse(npm.stdout || '{}');
  } catch {
    return null;
  }
  if (typeof answer !== 'object' || answer === null || 'error' in answer) return null;
  return Object.entries(answer as Record<string, Entry | Entry[]>).flatMap(([name, entries]) =>
    [entries]
      .flat()
      .slice(0, 1)
      .filter(({ current, latest }) => current !== undefined && latest !== undefined && current !== latest)
      .map(({ current, latest }) => ({ name, current: current!, latest: latest! })),
  );
}

interface Entry {
  current?: string;
  latest?: string;
}
