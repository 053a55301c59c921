import { z } from 'zod';
import type { VatCheck } from '../accounting/documents.ts';
import type { Clock } from '../platform/clock.ts';
import { tracedRequest } from '../platform/tracing/request.server.ts';

// VIES, the EU's register of VAT ids: POST check-vat-number answers {valid, requestDate, requestIdentifier}, or
// {errorWrappers: [{error}]} when the member state's register does not answer. No answer is no verdict.

const VIES_URL = 'https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number';
const TIMEOUT_MS = 10_000;

const answerSchema = z.object({
  valid: z.boolean().optional(),
  requestIdentifier: z.string().nullish(),
  errorWrappers: z.array(z.object({ error: z.string() })).optional(),
  userError: z.string().nullish(),
});

export type VatAnswer = { kind: 'done'; value: VatCheck } | { kind: 'unclear'; message: string };

/** With one of these a verdict stands; any other userError beside `valid: false` is an outage and no verdict. */
const VERDICTS = new Set(['', 'VALID', 'INVALID']);

export interface ViesPorts {
  clock: Clock;
  fetch?: typeof fetch;
  url?: string;
}

export interface VatQuestion {
  vatId: string;
  /** The merchant's own VAT id: only who says who is asking gets a consultation number. */
  requester: string | null;
}

/** What VIES answers when it does not know the requester. */
const UNKNOWN_REQUESTER = /INVALID_REQUESTER/;

/**
 * Asks whether a VAT id ("FR12345678901", Greece as EL) is valid today. A requester that VIES does not know is left out: the
 * answer stands, without a consultation number. Never throws; says nothing to any log.
 */
export async function askVies(
  ports: ViesPorts,
  question: VatQuestion,
  signal: AbortSignal,
): Promise<VatAnswer> {
  const answer = await askOnce(ports, question, signal);
  const unknown = answer.kind === 'unclear' && UNKNOWN_REQUESTER.test(answer.message);
  return unknown && question.requester !== null
    ? askOnce(ports, { ...question, requester: null }, signal)
    : answer;
}

const bodyOf = ({ vatId, requester }: VatQuestion) => ({
  countryCode: vatId.slice(0, 2),
  vatNumber: vatId.slice(2),
  ...(requester === null
    ? {}
    : { requesterMemberStateCode: requester.slice(0, 2), requesterNumber: requester.slice(2) }),
});

async function askOnce(ports: ViesPorts, question: VatQuestion, signal: AbortSignal): Promise<VatAnswer> {
  const { clock, fetch: send = fetch, url = VIES_URL } = ports;
  try {
    const response = await tracedRequest({ to: 'vies', method: 'POST', template: '/check-vat-number' }, () =>
      send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(bodyOf(question)),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }),
    );
    const { valid, requestIdentifier, errorWrappers, userError } = answerSchema.parse(await response.json());
    if (!response.ok || valid === undefined || errorWrappers?.length || !VERDICTS.has(userError ?? '')) {
      const why = errorWrappers?.[0]?.error ?? userError ?? response.status;
      return { kind: 'unclear', message: `VIES: ${why}`.slice(0, 80) };
    }
    const checkedAt = clock.now().toISOString();
    return {
      kind: 'done',
      value: { vatId: question.vatId, valid, checkedAt, reference: requestIdentifier || null },
    };
  } catch (error) {
    return { kind: 'unclear', message: `VIES: ${error instanceof Error ? error.name : 'no answer'}` };
  }
}
