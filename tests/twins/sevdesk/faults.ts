// What can go wrong between the connector and sevdesk. "before" means nothing happened, "after" that it did.

export type Fault =
  /** Never answers. */
  | { kind: 'timeout_before' }
  | { kind: 'timeout_after' }
  /** The connection is lost: at once, or in the middle of an answer to something that was done. */
  | { kind: 'reset_before' }
  | { kind: 'reset_mid_body' }
  | { kind: '429'; retryAfterSeconds?: number; as?: 'seconds' | 'date' }
  | { kind: '500_before' }
  | { kind: '500_after' }
  | { kind: '400_before' }
  | { kind: '400_after' }
  /** HTTP 200 with an error object, nothing done. */
  | { kind: 'error_in_200' }
  /** Done, but the answer is half a JSON document, or a page of HTML. */
  | { kind: 'truncated' }
  | { kind: 'html' }
  /** A list that forgets its filters and shows everything. */
  | { kind: 'ignored_filter' }
  /** What this request makes stays invisible to lists for some milliseconds, or some lists. */
  | { kind: 'list_lag'; ms?: number; lists?: number }
  /**
   * Carried out only this long after it arrived, whatever its sender has heard by then: nothing, a gateway's 502, or a
   * refusal. Seen: answers of 502 and 504 for what was done in the end [FINDINGS: second sevdesk, R1 to R3].
   */
  | { kind: 'late'; ms: number; answer: 'never' | '502' | '400' }
  /** Done, but the answer takes this long. */
  | { kind: 'slow'; ms: number }
  /** Connections are refused, or a proxy answers 503. */
  | { kind: 'down'; how: 'refuse' | '503' }
  /** Redirected to another address instead of answered. */
  | { kind: 'redirect' };

export interface FaultRule {
  fault: Fault;
  /** All by default. */
  match?: {
    account?: string;
    method?: string;
    /** Of the route, e.g. "/Invoice/:id/sendBy"; `*` stands for anything. */
    path?: string;
  };
  /** Lets this many matching requests pass first. */
  skip?: number;
  /** How many matching requests it strikes; 1 by default, `"always"` until cleared. */
  times?: number | 'always';
}

/** A request as a fault rule or the intercept hook sees it. */
export interface InterceptedRequest {
  account: string | null;
  method: string;
  path: string;
  /** The route it matched, "/Invoice/:id/sendBy"; the path itself where none did. */
  pattern: string;
  query: URLSearchParams;
  body: unknown;
  /** How many requests the twin has had before this one. */
  nth: number;
}

interface Armed {
  rule: FaultRule;
  skip: number;
  left: number;
  pattern: RegExp | null;
}

/** The rules that are in force, oldest first; the first that fits strikes. */
export class FaultPlan {
  #armed: Armed[] = [];

  add(rule: FaultRule): void {
    const times = rule.times ?? 1;
    this.#armed.push({
      rule,
      skip: rule.skip ?? 0,
      left: times === 'always' ? Infinity : times,
      pattern: rule.match?.path === undefined ? null : glob(rule.match.path),
    });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault that strikes this request, if any. */
  strike(request: InterceptedRequest): Fault | null {
    for (const armed of this.#armed) {
      if (!fits(armed, request)) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      if (armed.left <= 0) this.#armed = this.#armed.filter((other) => other !== armed);
      return armed.rule.fault;
    }
    return null;
  }
}

const fits = ({ rule: { match = {} }, pattern }: Armed, request: InterceptedRequest): boolean =>
  (match.account === undefined || match.account === request.account) &&
  (match.method === undefined || match.method === request.method) &&
  (pattern === null || pattern.test(request.pattern));

const glob = (path: string) =>
  new RegExp(
    `^${path
      .split('*')
      .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`))
      .join('.*')}$`,
  );
