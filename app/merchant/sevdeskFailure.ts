import type { Refused, Unclear } from '../sevdesk/answer.ts';

/** A refusal of sevdesk in the few kinds that a merchant can do something about. */
export type SevdeskFailure = 'key' | 'busy' | 'unreachable' | 'refused';

export function failureOf(answer: Refused | Unclear): SevdeskFailure {
  if (answer.kind === 'unclear') return 'unreachable';
  if (answer.why === 'key') return 'key';
  return answer.why === 'rate_limited' ? 'busy' : 'refused';
}
