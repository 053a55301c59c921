import { connect } from 'node:net';
import type { Input } from './generate.ts';

/** What went wrong with an input. */
interface Fault {
  index: number;
  what: string;
  request: string;
}

export interface Report {
  inputs: number;
  /** How often each status was answered; "none" = the connection was closed without one. */
  statuses: Record<string, number>;
  faults: Fault[];
  slowestMs: number;
}

/** Longer than the server waits for a request that does not end. */
const HANG_MS = 20_000;
/** What an incomplete request gets before its sender goes away. */
const INCOMPLETE_MS = 150;
const AT_ONCE = 24;
const MOST_FAULTS = 20;

/** Sends inputs, some at once, each on a connection of its own, and notes every answer that must not be. */
export async function attack(
  port: number,
  inputs: Iterator<Input>,
  count: number,
  tell: (done: number) => void = () => {},
): Promise<Report> {
  const report: Report = { inputs: 0, statuses: {}, faults: [], slowestMs: 0 };
  let index = 0;
  const attacker = async () => {
    while (index < count && report.faults.length < MOST_FAULTS) {
      const mine = index++;
      const { bytes, incomplete } = inputs.next().value as Input;
      const began = performance.now();
      const answer = await send(port, bytes, incomplete);
      report.slowestMs = Math.max(report.slowestMs, performance.now() - began);
      report.inputs++;
      report.statuses[answer] = (report.statuses[answer] ?? 0) + 1;
      const bad = answer === 'hang' || answer === 'refused' || answer.startsWith('5');
      if (bad)
        report.faults.push({ index: mine, what: answer, request: bytes.toString('latin1').slice(0, 600) });
      if (report.inputs % 1_000 === 0) tell(report.inputs);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attacker));
  return report;
}

/** The status of the answer, "none" when the connection ends without one, "hang", or "refused". */
export function send(port: number, bytes: Buffer, incomplete: boolean): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    let connected = false;
    const socket = connect(port, '127.0.0.1');
    const end = (status: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(status);
    };
    const status = () => /^HTTP\/1\.1 ((?!100)\d{3})/m.exec(answer)?.[1] ?? null;
    const timer = setTimeout(
      () => end(status() ?? (incomplete ? 'none' : 'hang')),
      incomplete ? INCOMPLETE_MS : HANG_MS,
    );
    socket.on('connect', () => {
      connected = true;
      socket.write(bytes);
    });
    socket.on('data', (data: Buffer) => {
      if (answer.length < 4_096) answer += data.toString('latin1');
      // The rest says nothing more.
      if (status() !== null) end(status()!);
    });
    socket.on('close', () => end(status() ?? 'none'));
    socket.on('error', () => end(status() ?? (connected ? 'none' : 'refused')));
  });
}
