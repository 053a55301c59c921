import { jsonResponse, type TwinResponse } from './call.ts';
import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';

/** What becomes of a request on the wire. */
export type Outcome =
  | { kind: 'answer'; response: TwinResponse }
  /** The client waits until it gives up. */
  | { kind: 'never' }
  /** The connection breaks, perhaps with half of the answer sent. */
  | { kind: 'reset'; partial: TwinResponse | null }
  /** Nobody listens. */
  | { kind: 'refuse' };

const HTML = '<!DOCTYPE html><html><head><title>sevdesk</title></head><body>Wartungsarbeiten</body></html>';
const answered = (response: TwinResponse): Outcome => ({ kind: 'answer', response });
const failed = (status: number, message: string, uuid: () => string): Outcome =>
  answered(errorEnvelope(new Refusal(status, null, message), uuid()));

/** How a fault shows on the wire: instead of the request being carried out, or over what came of it. */
export const spoil = {
  before(fault: Fault, uuid: () => string, now: number): Outcome | null {
    switch (fault.kind) {
      case 'timeout_before':
        return { kind: 'never' };
      case 'reset_before':
        return { kind: 'reset', partial: null };
      case '429':
        return answered(tooManyRequests(fault, now));
      case '500_before':
        return failed(500, 'Internal error', uuid);
      case '400_before':
        return failed(400, 'Bad request', uuid);
      case 'error_in_200':
        return failed(200, 'Something went wrong', uuid);
      case 'late':
        if (fault.answer === 'never') return { kind: 'never' };
        return fault.answer === '400'
          ? failed(400, 'Bad request', uuid)
          : answered({ status: 502, headers: { 'content-type': 'text/html' }, body: HTML });
      case 'redirect':
        return answered({ status: 302, headers: { location: 'https://example.com/login' }, body: '' });
      case 'down':
        return fault.how === 'refuse'
          ? { kind: 'refuse' }
          : answered({ status: 503, headers: { 'content-type': 'text/html' }, body: HTML });
      case 'timeout_after':
      case 'reset_mid_body':
      case '500_after':
      case '400_after':
      case 'truncated':
      case 'html':
      case 'ignored_filter':
      case 'list_lag':
      case 'slow':
        return null;
    }
  },

  after(fault: Fault | null, response: TwinResponse, uuid: () => string): Outcome {
    const done = answered(response);
    const spoilt: Partial<Record<Fault['kind'], () => Outcome>> = {
      timeout_after: () => ({ kind: 'never' }),
      reset_mid_body: () => ({ kind: 'reset', partial: half(response) }),
      '500_after': () => failed(500, 'Internal error', uuid),
      '400_after': () => failed(400, 'Bad request', uuid),
      truncated: () => answered(half(response)),
      html: () => answered({ status: 200, headers: { 'content-type': 'text/html' }, body: HTML }),
    };
    return (fault && spoilt[fault.kind]?.()) ?? done;
  },
};

const half = (response: TwinResponse): TwinResponse => ({
  ...response,
  body: response.body.slice(0, Math.ceil(response.body.length / 2)),
});

/** Nobody has seen one yet [MEASURED:rs]; Retry-After as seconds, as a date, or not at all. */
function tooManyRequests(fault: Extract<Fault, { kind: '429' }>, now: number): TwinResponse {
  const response = jsonResponse(429, { error: { message: 'Too many requests' } });
  if (fault.retryAfterSeconds === undefined) return response;
  const until = new Date(now + fault.retryAfterSeconds * 1000).toUTCString();
  const value = fault.as === 'date' ? until : String(fault.retryAfterSeconds);
  return { ...response, headers: { ...response.headers, 'retry-after': value } };
}

/** Every failure wears the same envelope, even inside HTTP 200 (error_404_code_151.json) [MEASURED:rs]. */
export const errorEnvelope = (
  { status, code, message, data }: Refusal,
  exceptionUUID: string,
): TwinResponse =>
  // A 401 has an envelope of its own (recorded: error_401_wrong_token) [MEASURED:beliq].
  status === 401
    ? jsonResponse(401, { status: 401, message })
    : jsonResponse(status, {
        error: { exceptionUUID, message, errorCode: 0, code, data, responseCode: status },
        objects: null,
      });
