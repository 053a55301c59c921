import { startPostgresProxy, type SeenStatement, type StatementVerdict } from '../harness/postgresProxy.ts';
import { startSevdeskProxy, type RequestVerdict, type SeenRequest } from '../harness/sevdeskProxy.ts';
import type { CrashShop, CrashWorld } from '../harness/world.ts';
import { STEPS, type Point } from './steps.ts';

/**
 * One order at a time for each shop, each halted at a point of its own, so that a single kill -9 of the worker hits
 * many orders, every one exactly where it should.
 */
export interface Trap {
  /** Addresses to be given to the worker. */
  env: { DATABASE_URL: string; SEVDESK_API_URL: string };
  /** From now on the shop's order is halted there. `readBack`: make sure that the protocol has to read back. */
  arm(shop: CrashShop, point: Point, options?: { readBack: boolean }): void;
  disarm(shop: CrashShop): void;
  isHalted(shop: CrashShop): boolean;
  close(): Promise<void>;
}

interface Armed {
  point: Point;
  /** watching for the request, then (its answer delivered) for the statement that saves it, then for its commit. */
  stage: 'request' | 'save' | 'commit' | 'halted';
  /** Whose commit is awaited. */
  connection: object | null;
  pauseNext: boolean;
}

/** Puts a proxy before sevdesk and one before Postgres and halts orders as armed. */
export async function setTrap(world: CrashWorld): Promise<Trap> {
  const armed = new Map<string, Armed>();
  const byToken = new Map(world.shops.map((shop) => [shop.token, shop]));
  const halt = (state: Armed) => () => void (state.stage = 'halted');

  function judgeRequest(request: SeenRequest): RequestVerdict {
    const shop = byToken.get(request.token);
    const state = shop && armed.get(shop.id);
    if (!state) return 'pass';
    if (state.pauseNext && STEPS.finalise.is(request)) {
      state.pauseNext = false;
      // Turned away at the door: the next run has to read back what the draft looks like.
      return { refuse: { status: 429, retryAfter: '1' } };
    }
    if (state.stage === 'save' && state.point.moment === 'answered') {
      state.stage = 'halted';
      return 'hold';
    }
    if (state.stage !== 'request' || !STEPS[state.point.step].is(request)) return 'pass';
    switch (state.point.moment) {
      case 'before send':
        state.stage = 'halted';
        return 'hold';
      case 'sent':
        return { holdAnswer: halt(state) };
      case 'answered':
      case 'saved':
        return { answered: () => void (state.stage = 'save') };
    }
  }

  function judgeStatement({ text, connection }: SeenStatement): StatementVerdict {
    for (const [shopId, state] of armed) {
      if (state.stage === 'commit' && state.connection === connection && /commit/i.test(text))
        return { holdReply: halt(state) };
      if (state.stage !== 'save' || !text.includes(shopId) || !isSave(text)) continue;
      if (state.point.moment === 'answered') {
        state.stage = 'halted';
        return 'hold';
      }
      if (!text.includes(AT_THE_END)) return { holdReply: halt(state) };
      // What the last answer proved is saved with the end of the run, in a transaction.
      Object.assign(state, { stage: 'commit', connection });
      return 'pass';
    }
    return 'pass';
  }

  const postgres = await startPostgresProxy(world.databaseUrl, judgeStatement);
  const sevdesk = await startSevdeskProxy(world.sevdesk.apiUrl, judgeRequest);
  return {
    env: { DATABASE_URL: postgres.url, SEVDESK_API_URL: sevdesk.apiUrl },
    arm: (shop, point, { readBack } = { readBack: false }) =>
      void armed.set(shop.id, { point, stage: 'request', connection: null, pauseNext: readBack }),
    disarm: (shop) => void armed.delete(shop.id),
    isHalted: (shop) => armed.get(shop.id)?.stage === 'halted',
    async close() {
      await postgres.close();
      await sevdesk.close();
    },
  };
}

const AT_THE_END = 'run.settle';

/** A fenced write, by its text or, once it is prepared on a connection, by its name: of the ledger, a contact, the end. */
const isSave = (text: string): boolean =>
  text.includes('held as (') || /ledger\.write|steps\.keep_contact/.test(text) || text.includes(AT_THE_END);
