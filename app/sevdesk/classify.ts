import { z } from 'zod';
import { done, type Answer, type RefusalCause, type Refused, type Unclear } from './answer.ts';
import { scrub, scrubData } from './scrub.ts';

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const errorBody = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.coerce.number().int().nullable().catch(null),
    data: z.unknown(),
  }),
});

/** The envelope that a 401 wears (recorded: error_401_wrong_token): neither `error` nor `objects`. */
const bareRefusal = z.strictObject({ status: z.number().int(), message: z.string() });
const envelope = z.object({ objects: z.null(), error: z.object({ message: z.string() }) });

/** sevdesk's code for an object that does not exist. */
const NO_SUCH_OBJECT = 151;
/** sevdesk's codes of refusals that are understood (measured). */
const CAUSES: Partial<Record<number, RefusalCause>> = {
  170: 'credit_note_exists',
  390: 'partly_paid_cannot_be_cancelled',
  421: 'cancelled_already',
  455: 'credit_note_exceeds_invoice',
  456: 'credit_note_rate_differs',
  7100: 'booking_rules',
};
/** Status of what was never sent. */
const UNSENT = 0;

/**
 * What an answer means for whoever asked, by its status and body. sevdesk puts errors into HTTP 200, so every body is
 * looked into. `secrets` are values that must not come out again in a message.
 */
export function classify(raw: RawAnswer, secrets: readonly (string | null)[]): Answer<unknown> {
  const body = parseJson(raw.text);
  const bare = bareErrorOf(body);
  const error =
    errorBody.safeParse(body).data?.error ?? (bare && { message: bare.message, code: null, data: null });
  const message = error?.message ? scrub(error.message, secrets) : `HTTP ${raw.status}`;
  // An error inside of HTTP 200 says itself which one it is.
  const status = raw.status < 300 && bare ? bare.status : raw.status;
  if (status >= 300 && status < 400) return unclear('redirect', status, 'the answer was a redirect');
  if (status === 408 || status >= 500) return unclear('server_error', status, message);
  if ((status === 401 || status === 403) && (raw.status !== status || !isOwnRefusal(body, status)))
    return unclear('server_error', status, 'somebody in between turned the request away');
  if (status < 400 && error === null) {
    return body === undefined ? unclear('unreadable', status, 'the answer was no JSON') : done(body);
  }
  return {
    kind: 'refused',
    why: reason(status, error?.code ?? null, message),
    status,
    cause: CAUSES[error?.code ?? UNSENT] ?? null,
    code: error?.code ?? null,
    message,
    retryAfterMs: status === 429 ? retryAfter(raw.headers) : null,
    data: scrubData(error?.data ?? null, secrets),
  };
}

function bareErrorOf(body: unknown) {
  const bare = bareRefusal.safeParse(body).data;
  return bare && bare.status >= 400 ? bare : null;
}

/**
 * Only sevdesk's own words mean that the key is wrong: 401 `{"status":401,"message":"Authentication required"}`
 * (recorded 2026-10-01), or the envelope of its other errors. A firewall or gateway in front of it answers 401 and 403
 * with a page, with nothing, or with JSON of its own; that is an outage.
 */
function isOwnRefusal(body: unknown, status: number): boolean {
  const bare = bareRefusal.safeParse(body).data;
  return bare ? bare.status === status : envelope.safeParse(body).success;
}

function reason(status: number, code: number | null, message: string): Refused['why'] {
  if (status === 401 || status === 403) return 'key';
  if (status === 429) return 'rate_limited';
  // An absent id is 404 with code 151, or 400 with "Invoice was not found" (API documentation).
  const isAbsent =
    status === 404 || code === NO_SUCH_OBJECT || (status === 400 && /was not found/i.test(message));
  return isAbsent ? 'not_found' : 'invalid';
}

export const unclear = (cause: Unclear['cause'], status: number | null, message: string): Unclear => ({
  kind: 'unclear',
  cause,
  status,
  message,
});

/** A refusal in our own words: something that need not be sent, or an answer that is a refusal without saying so. */
export const refused = (why: Refused['why'], status: number | null, message: string): Refused => ({
  kind: 'refused',
  why,
  status: status ?? UNSENT,
  cause: null,
  code: null,
  message,
  retryAfterMs: null,
  data: null,
});

/** Undefined when the text is no JSON: half an answer, or a proxy's page of HTML. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Retry-After as seconds or as a date; the date is held against the server's own clock. */
function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return null;
  const now = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}
