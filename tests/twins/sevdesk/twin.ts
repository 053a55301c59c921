import { systemClock, type Clock } from './clock.ts';
import type { Account, AccountDefinition } from './account.ts';
import { isObject } from './body.ts';
import { createBank } from './bank.ts';
import { createBookkeeper } from './bookkeeper.ts';
import type { Call, TwinRequest, TwinResponse } from './call.ts';
import type { SevdeskTwinControl, Violation } from './control.ts';
import { routes } from './endpoints/routes.ts';
import { FaultPlan, type Fault, type InterceptedRequest } from './faults.ts';
import { badRequest, Refusal, serverFault } from './refusal.ts';
import { createRouter, type Match } from './router.ts';
import { openSpec } from './spec.ts';
import { errorEnvelope, spoil, type Outcome } from './spoil.ts';
import { accountView } from './state.ts';
import type { Json } from './wire/common.ts';
import { World } from './world.ts';

export interface TwinOptions {
  /** The time that sevdesk writes into its documents, and that slow answers take. */
  clock?: Clock;
  /** Of the only random thing here, the exceptionUUID in errors. */
  seed?: number;
  /** One account named "demo" with {@link DEFAULT_TOKEN} when left out. */
  tenants?: AccountDefinition[];
  /**
   * Asked about every request before it is carried out and after; whatever fault it names happens. Asked before the
   * armed fault rules.
   */
  intercept?: (
    request: InterceptedRequest,
    phase: 'before' | 'after',
  ) => Fault | null | Promise<Fault | null>;
}

export interface Twin {
  handle(request: TwinRequest): Promise<Outcome>;
  control: SevdeskTwinControl;
  /** Ends whatever still waits. */
  close(): void;
}

const routeOf = createRouter(routes);

/** The twin itself, without sockets: requests in, outcomes out. */
export function createTwin({ clock = systemClock, seed = 1, tenants, intercept }: TwinOptions): Twin {
  const world = new World();
  const plan = new FaultPlan();
  const spec = openSpec();
  const uuid = uuids(seed);
  const violations: Violation[] = [];
  const closing = new AbortController();
  const downAccounts = new Set<string>();
  let down: 'refuse' | '503' | null = null;
  let latency = 0;
  let requests = 0;
  let unauthorised = 0;
  /** Requests that are still to be carried out, with the time of it. */
  let delayed: { at: number; carryOut: () => void }[] = [];

  const now = () => Math.floor(clock.now().getTime() / 1000) * 1000;
  for (const definition of tenants ?? [{ name: 'demo' }]) world.addAccount(definition, now());

  /** Carries a request out, or refuses it in sevdesk's words. */
  function execute(
    request: TwinRequest,
    match: Match,
    account: Account | undefined,
    fault: Fault | null,
  ): TwinResponse {
    try {
      // A token of a deleted user, a wrong one, none: 401 for everything (pitfall 22).
      if (!account || account.revoked) throw new Refusal(401, null, 'Authentication required');
      if (match.kind === 'wrong_verb') throw serverFault('Method not allowed');
      if (match.kind === 'unknown') throw new Refusal(404, null, `Path ${request.path} not found`);
      refuseVersion(request);
      const call = open(request, match, account, fault);
      const response = match.route.endpoint(call);
      if (request.method === 'GET') call.admit();
      return response;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return errorEnvelope(error, uuid());
    }
  }

  function open(
    request: TwinRequest,
    match: Match & { kind: 'route' },
    account: Account,
    fault: Fault | null,
  ): Call {
    const { method, path, query, headers } = request;
    const body = readBody(request);
    const { route, params } = match;
    const at = now();
    return {
      account,
      method,
      path,
      params,
      query,
      headers,
      body,
      now: at,
      nextId: world.nextId,
      filtersIgnored: fault?.kind === 'ignored_filter',
      admit() {
        const found = spec?.violations(method, route.pattern, query, body) ?? [];
        const operation = `${method} ${route.pattern}`;
        violations.push(...found.map((violation) => ({ operation, violation })));
        if (found.length > 0) throw badRequest(found.join(', '));
      },
      made(id) {
        if (fault?.kind === 'list_lag')
          account.lag.set(id, { until: at + (fault.ms ?? 0), lists: fault.lists ?? 0 });
      },
    };
  }

  /** What was put off is done by the time anybody looks. */
  function catchUp(): void {
    const due = delayed.filter(({ at }) => at <= clock.now().getTime());
    delayed = delayed.filter((one) => !due.includes(one));
    for (const { carryOut } of due.sort((a, b) => a.at - b.at)) carryOut();
  }

  async function handle(request: TwinRequest): Promise<Outcome> {
    catchUp();
    requests += 1;
    const account = world.withToken(request.headers['authorization'] ?? '');
    const match = routeOf(request.method, request.path);
    if (match.kind !== 'route')
      violations.push({ operation: `${request.method} ${request.path}`, violation: 'is not an endpoint' });
    const pattern = match.kind === 'route' ? match.route.pattern : request.path;
    if (account) count(account.requests, `${request.method} ${pattern}`);
    else unauthorised += 1;
    const name = account?.definition.name ?? null;
    const seen: InterceptedRequest = {
      account: name,
      method: request.method,
      path: request.path,
      pattern,
      query: request.query,
      body: request.body === '' ? null : request.body,
      nth: requests - 1,
    };
    const isDown = down ?? (name !== null && downAccounts.has(name) ? '503' : null);
    const fault: Fault | null = isDown
      ? { kind: 'down', how: isDown }
      : ((await intercept?.(seen, 'before')) ?? plan.strike(seen));
    if (latency > 0) await clock.sleep(latency, closing.signal);
    if (fault?.kind === 'late') {
      const carryOut = () => void execute(request, match, account, null);
      delayed.push({ at: clock.now().getTime() + fault.ms, carryOut });
    }
    const early = fault && spoil.before(fault, uuid, now());
    if (early) return early;
    const response = execute(request, match, account, fault);
    const late = fault ?? (await intercept?.(seen, 'after')) ?? null;
    if (late?.kind === 'slow') await clock.sleep(late.ms, closing.signal);
    return spoil.after(late, response, uuid);
  }

  const control: SevdeskTwinControl = {
    ...createBookkeeper(world, now),
    ...createBank(world, now),
    state(of = {}) {
      catchUp();
      return {
        accounts: [...world.accounts.values()]
          .filter((account) => of.account === undefined || account.definition.name === of.account)
          .map((account) => accountView(account, now(), of.marker)),
        requests,
        unauthorised,
        specification: spec ? 'checked' : 'absent',
        violations: [...violations],
      };
    },
    addAccount: (definition) => ({ tokens: world.addAccount(definition, now()).definition.tokens }),
    addFault: (rule) => plan.add(rule),
    clearFaults: () => plan.clear(),
    setLatency: ({ ms }) => void (latency = ms),
    setDown({ how, account }) {
      if (account === undefined) down = how;
      else if (how === null) downAccounts.delete(account);
      else downAccounts.add(account);
    },
    revokeTokens: ({ account }) => void (world.named(account).revoked = true),
    restoreTokens: ({ account }) => void (world.named(account).revoked = false),
  };
  return { handle, control, close: () => closing.abort(new Error('the twin was closed')) };
}

/** [MEASURED:rs] X-Version 1.0 and 2.0 are refused on /Tools, and by factories ("said to"). */
function refuseVersion({ headers, path }: TwinRequest): void {
  const version = headers['x-version'] ?? 'default';
  if (version !== 'default' && (path.startsWith('/Tools') || path.includes('/Factory/')))
    throw badRequest(`Version ${version} is not supported here`);
}

function readBody({ body }: TwinRequest): Json | null {
  if (body === '') return null;
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Answered below like any other body that is no object.
  }
  throw badRequest('The request body is no JSON object');
}

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** Ids of errors, the same for the same seed (mulberry32). */
function uuids(seed: number): () => string {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0).toString(16).padStart(8, '0');
  };
  return () => `${next()}${next()}${next()}${next()}`.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
