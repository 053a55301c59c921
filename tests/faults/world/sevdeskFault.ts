import type { Random } from '../machine/random.ts';
import type { Fault, InterceptedRequest } from '@twins/sevdesk';
import type { FaultKind, FaultPlan } from './faultPlan.ts';
import type { Trace } from './trace.ts';

const ALWAYS = [
  'timeout_before',
  'timeout_after',
  'reset_before',
  'reset_mid_body',
  'too_many',
  'too_many_seconds',
  'too_many_date',
  'server_error_before',
  'server_error_after',
  'bad_request_before',
  'bad_request_after',
  'error_in_200',
  'truncated',
  'html',
  'redirect',
] as const satisfies FaultKind[];

/** sevdesk has carried a write out this long after it was given up. */
const MOST_LATE_MS = 60_000;
/** The connector allows for lists that lag this long. */
const MOST_LAG_MS = 9_000;

/** What goes wrong with this request to sevdesk, if anything. */
export function sevdeskFault(
  { faultPlan, random, trace }: { faultPlan: FaultPlan; random: Random; trace: Trace },
  request: InterceptedRequest,
): Fault | null {
  const isList =
    request.method === 'GET' && !request.pattern.includes('/:id') && !request.pattern.includes('Factory');
  const isWrite = request.method === 'POST' || request.method === 'PUT';
  const more = [
    ...(isList ? (['ignored_filter'] as const) : []),
    ...(request.method === 'POST' ? (['list_lag'] as const) : []),
    ...(isWrite ? (['late_effect'] as const) : []),
  ];
  const kind = faultPlan.strikesOneOf([...ALWAYS, ...more]);
  if (!kind) return null;
  trace.note(`sevdesk: ${request.method} ${request.pattern} !${kind}`);
  return asFault(kind, random);
}

type Kind = (typeof ALWAYS)[number] | 'ignored_filter' | 'list_lag' | 'late_effect';

function asFault(kind: Kind, random: Random): Fault {
  switch (kind) {
    case 'too_many':
      return { kind: '429' };
    case 'too_many_seconds':
      return { kind: '429', retryAfterSeconds: random.int(1, 40) };
    case 'too_many_date':
      return { kind: '429', retryAfterSeconds: random.int(1, 40), as: 'date' };
    case 'server_error_before':
      return { kind: '500_before' };
    case 'server_error_after':
      return { kind: '500_after' };
    case 'bad_request_before':
      return { kind: '400_before' };
    case 'bad_request_after':
      return { kind: '400_after' };
    case 'list_lag':
      return random.chance(0.5)
        ? { kind: 'list_lag', ms: random.int(100, MOST_LAG_MS) }
        : { kind: 'list_lag', lists: random.int(1, 2) };
    case 'late_effect':
      return {
        kind: 'late',
        ms: random.int(1_000, MOST_LATE_MS),
        answer: random.pick(['never', '502', '400'] as const),
      };
    case 'timeout_before':
    case 'timeout_after':
    case 'reset_before':
    case 'reset_mid_body':
    case 'error_in_200':
    case 'truncated':
    case 'html':
    case 'redirect':
    case 'ignored_filter':
      return { kind };
  }
}
