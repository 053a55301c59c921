import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

// Results for people (a table) and for programs (reports/bench.json, one entry for each benchmark, the newest run).

const FILE = 'reports/bench.json';

export type Row = Record<string, string | number | null>;

interface Entry {
  command: string;
  at: string;
  machine: string;
  /** Load average of the last minute, at the end of the run: others may have been at work. */
  load: number;
  tables: Record<string, Row[]>;
}

/** Prints one table of a benchmark and keeps it. */
export function report(bench: string, title: string, rows: Row[]): void {
  console.log(`\n${title} (load ${load()})`);
  console.table(rows);
  const all = existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as { results: Record<string, Entry> }).results
    : {};
  const tables = { ...all[bench]?.tables, [title]: rows };
  all[bench] = {
    command: `npm run bench -- ${bench}`,
    at: new Date().toISOString(),
    machine: machine(),
    load: load(),
    tables,
  };
  mkdirSync('reports', { recursive: true });
  writeFileSync(FILE, `${JSON.stringify({ results: all }, null, 1)}\n`);
}

const load = () => Math.round(os.loadavg()[0]! * 10) / 10;

function machine(): string {
  const cpus = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${cpus.length} x ${cpus[0]?.model.trim() ?? '?'}, ${memory} GB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
}

/** The value that `share` of the values do not exceed; NaN of none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: number[]): number => percentile(values, 0.5);

/** With as many decimals as a reader can use. */
export const round = (value: number, decimals = 1): number => Number(value.toFixed(decimals));
