// The VIES twin: the EU's register of VAT ids as its REST API answers (POST /rest-api/check-vat-number). Shape after
// the Commission's swagger (VOW EIS v1.21) and answers that public clients recorded; each quirk stands where it is.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from './clock.ts';
import {
  errorJson,
  verdictJson,
  type ErrorShape,
  type Question,
  type ViesError,
  type ViesVerdict,
} from './verdicts.ts';

export interface ViesTwinOptions {
  port?: number;
  clock?: Clock;
  /** What is said of ids that nobody spoke of. Default: they are not registered. */
  otherwise?: 'valid' | 'invalid' | ViesError;
}

export interface ViesTwin {
  /** What VIES_API_URL has to be. */
  apiUrl: string;
  say(verdict: ViesVerdict): void;
  /** How all questions fare from now on; what is left out is as ever. */
  setFaults(faults: {
    down?: 'refuse' | '503';
    slowMs?: number;
    error?: ViesError;
    errorShape?: ErrorShape;
  }): void;
  /** Requesters that their member state does not know: INVALID_REQUESTER_INFO. */
  refuseRequester(vatId: string): void;
  /** Every question, in the order of asking. */
  asked(): { vatId: string; requester: string | null }[];
  close(): Promise<void>;
}

/** The member states of VIES; Greece is EL and Northern Ireland XI, GB is gone. */
const STATES = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
);

/** Starts the twin on 127.0.0.1; port 0 (the default) takes any free one. */
export async function startViesTwin(options: ViesTwinOptions = {}): Promise<ViesTwin> {
  const { clock = systemClock, otherwise = 'invalid' } = options;
  const verdicts = new Map<string, ViesVerdict>();
  const strangers = new Set<string>();
  const asked: { vatId: string; requester: string | null }[] = [];
  let faults: Parameters<ViesTwin['setFaults']>[0] = {};

  function answer(question: Question | null): object {
    const fail = (error: ViesError) => errorJson(question, error, faults.errorShape ?? 'wrappers');
    if (!question || !STATES.has(question.countryCode) || !/^[0-9A-Z+*]{2,12}$/.test(question.vatNumber))
      return fail('INVALID_INPUT');
    const vatId = question.countryCode + question.vatNumber;
    asked.push({ vatId, requester: question.requester });
    if (question.requester !== null && strangers.has(question.requester))
      return fail('INVALID_REQUESTER_INFO');
    if (faults.error) return fail(faults.error);
    const verdict = verdicts.get(vatId) ?? unknownId(vatId, otherwise);
    if (verdict.error) return fail(verdict.error);
    return verdictJson(question, verdict, clock.now(), `WAPIAAAA${String(asked.length).padStart(8, '0')}`);
  }

  const server = createServer((request, response) => {
    if (faults.down === 'refuse') return void request.socket.destroy();
    void respond(request, response, () => faults, answer, clock);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rest-api`,
    say: (verdict) => void verdicts.set(verdict.vatId, verdict),
    setFaults: (next) => void (faults = next),
    refuseRequester: (vatId) => void strangers.add(vatId),
    asked: () => [...asked],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const unknownId = (vatId: string, otherwise: NonNullable<ViesTwinOptions['otherwise']>): ViesVerdict =>
  otherwise === 'valid' || otherwise === 'invalid'
    ? { vatId, valid: otherwise === 'valid' }
    : { vatId, error: otherwise };

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  faults: () => Parameters<ViesTwin['setFaults']>[0],
  answer: (question: Question | null) => object,
  clock: Clock,
): Promise<void> {
  const send = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const body = await textOf(request);
  const { slowMs = 0, down } = faults();
  if (slowMs > 0) await clock.sleep(slowMs);
  if (down) return void response.writeHead(503, { 'content-type': 'text/html' }).end('<html>503</html>');
  if (request.method !== 'POST' || request.url !== '/rest-api/check-vat-number')
    return void send(404, { error: 'Not Found' });
  send(200, answer(readQuestion(body)));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `requesterMemberStateCode` and `requesterNumber` make a question qualified; one without the other counts for nothing. */
function readQuestion(body: string): Question | null {
  try {
    const read = JSON.parse(body) as Record<string, unknown>;
    const [country, number] = [read['requesterMemberStateCode'], read['requesterNumber']];
    if (typeof read['countryCode'] !== 'string' || typeof read['vatNumber'] !== 'string') return null;
    const requester =
      typeof country === 'string' && typeof number === 'string' && country + number !== ''
        ? `${country}${number}`
        : null;
    return { countryCode: read['countryCode'], vatNumber: read['vatNumber'], requester };
  } catch {
    return null;
  }
}
