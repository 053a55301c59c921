import { spentMs } from '../support/processCost.ts';
import { expensiveRequests } from '../support/expensiveRequests.ts';
import { send } from './attack.ts';
import type { Input } from './generate.ts';

/** What one input may cost of a core: twenty a second, from one address, leave the rest of it to others. */
const MOST_MS = 50;
/** So often an input that cost more is sent again; the least counts, since compiling and collecting happen to anybody. */
const AGAIN = 3;
/** Until what was begun for an input is done, after its answer. */
const SETTLE_MS = 2;

interface CostReport {
  inputs: number;
  dearestMs: number;
  /** Inputs that cost more than {@link MOST_MS} each time, as requests. */
  findings: { ms: number; request: string }[];
}

/** Sends inputs one after the other to the web process `pid` and measures what each costs it and its pages. */
export async function measureCost(
  { port, pid }: { port: number; pid: number },
  inputs: Iterator<Input>,
  count: number,
): Promise<CostReport> {
  const report: CostReport = { inputs: 0, dearestMs: 0, findings: [] };
  const measure = async (bytes: Buffer) => {
    const before = spentMs(pid);
    await send(port, bytes, false);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return spentMs(pid) - before;
  };
  const judge = async (bytes: Buffer) => {
    let ms = await measure(bytes);
    for (let again = 0; again < AGAIN && ms > MOST_MS; again++) ms = Math.min(ms, await measure(bytes));
    report.inputs += 1;
    report.dearestMs = Math.max(report.dearestMs, ms);
    if (ms > MOST_MS) report.findings.push({ ms, request: bytes.toString('latin1').slice(0, 300) });
  };
  for (const { path, init } of expensiveRequests) await judge(requestOf(path, init));
  while (report.inputs < count) {
    const { bytes, incomplete } = inputs.next().value as Input;
    if (!incomplete) await judge(bytes);
  }
  return report;
}

/** The bytes of a request on a connection of its own. */
function requestOf(path: string, { method = 'GET', headers = {}, body = '' }: RequestInit = {}): Buffer {
  const lines = Object.entries({ ...(headers as object), ...(body ? { 'content-type': 'text/plain' } : {}) });
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${Buffer.byteLength(body as string)}\r\n` +
      `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Connection: close\r\n\r\n${body as string}`,
  );
}
