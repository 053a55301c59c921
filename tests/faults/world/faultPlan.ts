import type { Random } from '../machine/random.ts';

// Which faults a schedule has, and how often: every seed has a mix of its own (swarm testing: a schedule in which
// everything goes wrong at once hides what only shows when one thing goes wrong often).

/** Every fault there is, and how likely it strikes where it can, at most. */
const RATES = {
  // at each statement
  crash_before_statement: 0.02,
  crash_after_statement: 0.02,
  cut_before_statement: 0.02,
  cut_after_statement: 0.02,
  serialization_failure: 0.02,
  deadlock: 0.02,
  slow_statement: 0.03,
  // at each request to sevdesk or Shopify
  crash_before_request: 0.06,
  crash_request_sent: 0.08,
  crash_after_answer: 0.08,
  slow_request: 0.1,
  slow_answer: 0.1,
  // at each request to sevdesk
  timeout_before: 0.1,
  timeout_after: 0.15,
  reset_before: 0.1,
  reset_mid_body: 0.15,
  too_many: 0.15,
  too_many_seconds: 0.1,
  too_many_date: 0.1,
  server_error_before: 0.2,
  server_error_after: 0.2,
  bad_request_before: 0.08,
  bad_request_after: 0.15,
  error_in_200: 0.1,
  truncated: 0.15,
  html: 0.1,
  redirect: 0.05,
  ignored_filter: 0.3,
  list_lag: 0.3,
  late_effect: 0.15,
  other_sums: 0.15,
  // at each request to Shopify
  shopify_timeout: 0.1,
  shopify_reset: 0.15,
  shopify_unavailable: 0.2,
  shopify_throttled: 0.2,
  shopify_bucket_empty: 0.2,
  shopify_truncated: 0.15,
  shopify_html: 0.1,
  shopify_token_expired: 0.15,
  // at each question to VIES
  vies_silent: 0.5,
  // at each webhook
  webhook_dropped: 0.4,
  webhook_doubled: 0.4,
  webhook_delayed: 0.5,
  webhook_reordered: 0.4,
  webhook_forged: 0.4,
  webhook_new_id: 0.4,
  webhook_wrong_shop: 0.2,
  // at each start of a process
  crash_again: 0.6,
  clock_skew: 0.7,
  clock_far: 0.4,
  // every few seconds
  process_freeze: 0.2,
  clock_jump: 0.15,
  deploy: 0.15,
  sevdesk_down: 0.1,
  sync_again: 0.5,
  pause: 0.15,
  settings_change: 0.3,
  key_revoked: 0.1,
  shopify_token_revoked: 0.1,
  uninstall: 0.1,
  skip: 0.05,
  archive: 0.1,
  bookkeeper: 0.1,
  number_taken: 0.15,
  privacy_request: 0.1,
} as const;

export type FaultKind = keyof typeof RATES;
const faultKinds = Object.keys(RATES) as FaultKind[];

/** How many kinds of faults a schedule has: from few that strike alone to many at once. */
const BREADTHS = [0.08, 0.15, 0.3, 0.5];

export interface FaultPlan {
  /** Whether this fault happens here and now. */
  strikes(kind: FaultKind): boolean;
  /** The first of these faults that happens here and now, asked in a random order. */
  strikesOneOf<Kind extends FaultKind>(kinds: readonly Kind[]): Kind | null;
  /** Before this nothing happens. */
  begin(): void;
  /** From now on nothing happens any more. */
  end(): void;
  readonly isOver: boolean;
  /** How often each happened. */
  readonly counts: ReadonlyMap<FaultKind, number>;
  readonly mix: readonly FaultKind[];
}

/** `most`: after so many faults there are no more. `only`: these faults as often as can be, instead of a drawn mix. */
export function createFaultPlan(random: Random, most: number, only: readonly FaultKind[] | null): FaultPlan {
  const rates = only
    ? new Map<FaultKind, number>(only.map((kind) => [kind, RATES[kind]]))
    : drawRates(random);
  const counts = new Map<FaultKind, number>();
  let left = 0;
  const faultPlan: FaultPlan = {
    strikes(kind) {
      const rate = rates.get(kind);
      if (rate === undefined || left <= 0 || !random.chance(rate)) return false;
      left -= 1;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return true;
    },
    strikesOneOf(kinds) {
      const possible = kinds.filter((kind) => rates.has(kind));
      if (possible.length === 0) return null;
      const from = random.int(0, possible.length - 1);
      const turned = [...possible.slice(from), ...possible.slice(0, from)];
      return turned.find((kind) => faultPlan.strikes(kind)) ?? null;
    },
    begin: () => void (left = most),
    end: () => void (left = 0),
    get isOver() {
      return left <= 0;
    },
    counts,
    mix: [...rates.keys()],
  };
  return faultPlan;
}

function drawRates(random: Random): Map<FaultKind, number> {
  const breadth = random.pick(BREADTHS);
  const rates = new Map<FaultKind, number>();
  for (const kind of faultKinds) {
    if (random.chance(breadth)) rates.set(kind, RATES[kind] * 2 ** -random.int(0, 3));
  }
  return rates;
}
