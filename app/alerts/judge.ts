import type { Level, Wanted } from './causes.ts';

/** How a shop stands. */
export interface Standing {
  keyRejected: boolean;
  /** Since when Shopify turns us away. */
  tokenRefusedSince: Date | null;
  /** Since when the breaker of the account or of the host has not been closed. */
  breakerSince: Date | null;
  problems: StandingProblem[];
  /** Mails to buyers that failed or are unclear. */
  lostMails: number;
  /** When reconciliation last found an order of which no webhook had told, and when the last webhook came. */
  foundAt: Date | null;
  lastWebhookAt: Date | null;
}

interface StandingProblem {
  code: string;
  count: number;
  /** Since when the oldest of them waits. */
  oldestAt: Date;
  /** How many came within the last hour. */
  inLastHour: number;
  /** How many of them go again by themselves. */
  going: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A short outage mends itself before anybody has read a mail about it. */
const DOWN_WARNING_MS = 15 * MINUTE_MS;
const DOWN_CRITICAL_MS = 2 * HOUR_MS;
/** So many new orders of one kind within an hour: something changed, and it goes on. */
const GROWTH_PER_HOUR = 10;
const OLD_MS = 24 * HOUR_MS;
/** Orders that go again by themselves are nobody's business until they have not got through for so long. */
const PATIENCE_MS = HOUR_MS;
/** Reconciliation finds an order minutes after its webhook should have come. */
const WEBHOOK_LAG_MS = 30 * MINUTE_MS;
const WEBHOOK_MEMORY_MS = 24 * HOUR_MS;

/** The alerts that should be open. Pure: the same standing, the same answer. */
export function judge(standing: Standing, now: Date): Wanted[] {
  const wanted = [
    standing.keyRejected ? one('sevdesk_key', 'critical') : null,
    standing.tokenRefusedSince ? one('shopify_token', 'critical', since(standing.tokenRefusedSince)) : null,
    judgeOutage(standing, now),
    standing.lostMails > 0 ? one('mails', 'warning', { count: standing.lostMails }) : null,
    judgeWebhooks(standing, now),
    ...standing.problems.map((problem) => judgeProblem(problem, now)),
  ];
  return wanted.filter((entry) => entry !== null);
}

const one = (cause: Wanted['cause'], level: Level, facts: Wanted['facts'] = {}, subject = ''): Wanted => ({
  cause,
  subject,
  level,
  facts,
});
const since = (at: Date) => ({ since: at.toISOString() });
const age = (at: Date, now: Date) => now.getTime() - at.getTime();

function judgeOutage({ breakerSince }: Standing, now: Date): Wanted | null {
  if (!breakerSince || age(breakerSince, now) < DOWN_WARNING_MS) return null;
  const long = age(breakerSince, now) >= DOWN_CRITICAL_MS;
  return one('sevdesk_down', long ? 'critical' : 'warning', since(breakerSince));
}

function judgeProblem(
  { code, count, oldestAt, inLastHour, going }: StandingProblem,
  now: Date,
): Wanted | null {
  const old = age(oldestAt, now);
  if (going === count && old < PATIENCE_MS) return null;
  const growing = inLastHour >= GROWTH_PER_HOUR;
  const level = old >= OLD_MS ? 'escalated' : growing ? 'critical' : 'warning';
  return one('problem', level, { count, inLastHour, ...since(oldestAt) }, code);
}

/** Orders are found by looking, and no webhook has come since: Shopify has stopped telling. */
function judgeWebhooks({ foundAt, lastWebhookAt }: Standing, now: Date): Wanted | null {
  if (!foundAt || age(foundAt, now) > WEBHOOK_MEMORY_MS) return null;
  const heard = lastWebhookAt?.getTime() ?? 0;
  if (heard > foundAt.getTime() - WEBHOOK_LAG_MS) return null;
  return one('webhooks', 'warning', lastWebhookAt ? since(lastWebhookAt) : {});
}
