import { readFileSync } from 'node:fs';

/** A weakness that somebody published of a package that production uses. */
interface Advisory {
  id: string;
  package: string;
  /** The first version without it. */
  fixedIn: string;
  what: string;
  /** Why it does no harm here, where a version without it cannot be had; also what holds it besides. */
  held: string;
}

interface LockFile {
  packages: Record<string, { version?: string; dev?: boolean }>;
}

export interface Finding extends Advisory {
  version: string;
  /** fixed: the pinned version is without it. held: it is not, and the list says why that does no harm. */
  state: 'fixed' | 'held' | 'open';
}

const LIST = JSON.parse(readFileSync(new URL('advisories.json', import.meta.url), 'utf8')) as {
  readOn: string;
  advisories: Advisory[];
};

/** The day on which somebody last read what is published. */
export const readOn = LIST.readOn;

/** What the list that travels with the project says about the pinned versions; asks nobody. */
export function findAdvisories(
  lock = readFileSync('package-lock.json', 'utf8'),
  advisories = LIST.advisories,
): Finding[] {
  const installed = Object.entries((JSON.parse(lock) as LockFile).packages);
  return advisories.flatMap((advisory) =>
    installed
      .filter(([path, { dev }]) => !dev && path.endsWith(`node_modules/${advisory.package}`))
      .map(([, { version = '0.0.0' }]) => ({ ...advisory, version, state: stateOf(advisory, version) })),
  );
}

function stateOf({ fixedIn, held }: Advisory, version: string): Finding['state'] {
  if (compare(version, fixedIn) >= 0) return 'fixed';
  return held.trim() === '' ? 'open' : 'held';
}

/** By number, part by part. */
function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => text.split(/[.-]/).map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
