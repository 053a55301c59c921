import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { expensiveRequests } from '../../tests/support/expensiveRequests.ts';
import { startWebProcess } from '../../tests/support/webProcess.ts';
import { systemClock } from '../platform/clock.ts';

// Whatever happens to the pages, webhooks are taken.

const database = useDatabase();
let web: Awaited<ReturnType<typeof startWebProcess>>;

describe('webhooks', () => {
  beforeAll(async () => {
    await database.db.shop.create({ data: { domain: 'demo.myshopify.com' } });
    web = await startWebProcess(database.url, { REQUESTS_PER_SECOND: '100000' });
  });
  afterEach(async () => {
    await until(async () => (await web.ask('/readyz')) === 200);
  });
  afterAll(() => web?.stop());

  it('are all acknowledged while every public page is asked for what costs it most', async () => {
    const attacking = new AbortController();
    const attack = async (attacker: number) => {
      for (let turn = attacker; !attacking.signal.aborted; turn++) {
        const { path, init } = expensiveRequests[turn % expensiveRequests.length]!;
        await fetch(web.at + path, { redirect: 'manual', ...init })
          .then((answer) => answer.arrayBuffer())
          .catch(() => null);
      }
    };
    const attackers = Array.from({ length: expensiveRequests.length }, (_, attacker) => attack(attacker));
    const statuses = new Set<number>();
    for (let count = 0; count < 100; count++) statuses.add(await web.deliver());
    attacking.abort();
    await Promise.all(attackers);
    expect(statuses).toEqual(new Set([200]));
  });

  it('are acknowledged while the pages stand still', async () => {
    const pid = web.pagesPid()!;
    process.kill(pid, 'SIGSTOP');
    const waiting = web.ask('/app');
    expect(await deliverSome()).toEqual(new Set([200]));
    expect(await web.ask('/readyz/webhooks')).toBe(200);
    expect(await web.ask('/metrics')).toBe(200);
    process.kill(pid, 'SIGCONT');
    expect(await waiting).toBe(400);
  });

  it('are acknowledged while the pages are dead, and the pages come back by themselves', async () => {
    const pid = web.pagesPid()!;
    process.kill(pid, 'SIGKILL');
    await until(async () => (await web.ask('/readyz')) === 503);
    expect(await web.ask('/app')).toBe(503);
    expect(await web.ask('/readyz/webhooks')).toBe(200);
    expect(await deliverSome()).toEqual(new Set([200]));
    await until(async () => (await web.ask('/app')) === 400);
    await systemClock.sleep(50);
    expect(web.pagesPid()).not.toBe(pid);
    const metrics = await (await fetch(`${web.at}/metrics`)).text();
    expect(metrics).toContain('sevdesk_connector_pages_restarts_total 1');
    expect(metrics).toMatch(/sevdesk_connector_page_requests_total\{method="GET",status="400"\} \d/);
    expect(metrics).toMatch(
      /sevdesk_connector_webhook_deliveries_total\{topic="orders\/paid",outcome="recorded"\} \d/,
    );
  });
});

async function deliverSome(): Promise<Set<number>> {
  return new Set(await Promise.all(Array.from({ length: 30 }, () => web.deliver())));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await systemClock.sleep(50);
}
