import { parseArgs } from 'node:util';
import { protections, type Protection } from './world/without.ts';

export interface Options {
  from: number;
  seeds: number;
  /** One seed alone, which prints its trace. */
  trace: boolean;
  /** This protection taken away, under the faults that it is there for. */
  without: Protection | null;
  /** Only the faults that this protection is there for. */
  against: Protection | null;
  /** How many play side by side; null: as many as there are cores. */
  processes: number | null;
  /** Where to write how many seeds held and failed. */
  report: string | null;
}

const USAGE = 'npm run faults -- [--seeds N] [--from S] [--seed S] [--without NAME | --against NAME]';
const SEEDS = 10_000;
/** Generators take 32 bits. */
const LARGEST = 2 ** 31 - 1;

/** What was asked for on the command line; a sentence that says what is wrong with it. */
export function readOptions(args: string[]): Options | string {
  try {
    return read(args);
  } catch (error) {
    const [what] = (error as Error).message.split(/\.\s/);
    return `${what}. Usage: ${USAGE}`;
  }
}

function read(args: string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ seeds: text, from: text, seed: text, without: text, against: text },
      ...{ processes: text, report: text },
    },
  });
  if (values.seed !== undefined && (values.seeds !== undefined || values.from !== undefined)) {
    throw new Error('--seed plays one seed; --seeds and --from do not go with it');
  }
  const from = whole('--from', values.seed ?? values.from ?? '1');
  const seeds = values.seed === undefined ? whole('--seeds', values.seeds ?? String(SEEDS)) : 1;
  if (seeds === 0) throw new Error('--seeds wants at least 1');
  return {
    from,
    seeds,
    trace: values.seed !== undefined,
    without: protection(values.without),
    against: protection(values.against ?? values.without),
    processes: values.processes === undefined ? null : Math.max(1, whole('--processes', values.processes)),
    report: values.report ?? null,
  };
}

function whole(name: string, value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= LARGEST) return number;
  throw new Error(`${name} wants a whole number up to ${LARGEST}, not "${value}"`);
}

function protection(name: string | undefined): Protection | null {
  if (name === undefined) return null;
  const found = protections.find((one) => one === name);
  if (!found) throw new Error(`There is no protection "${name}"; there are: ${protections.join(', ')}`);
  return found;
}
