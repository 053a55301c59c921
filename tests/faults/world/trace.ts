import { createHash } from 'node:crypto';
import type { Timeline } from '../machine/timeline.ts';

/** What happened, line by line. Two runs of one seed have the same; its hash is the proof. */
export interface Trace {
  note(line: string): void;
  readonly hash: string;
  readonly lines: readonly string[];
}

/** `keep`: the lines too, not just their hash. `tell`: hears each line as it is noted. */
export function createTrace(
  timeline: Timeline,
  { keep, tell }: { keep: boolean; tell?: (line: string) => void },
): Trace {
  const hash = createHash('sha256');
  const lines: string[] = [];
  return {
    note(what) {
      const line = `${timeline.clock.toISOString().slice(0, 23)} ${what}`;
      hash.update(line).update('\n');
      if (keep) lines.push(line);
      tell?.(line);
    },
    get hash() {
      return hash.copy().digest('hex').slice(0, 16);
    },
    lines,
  };
}
