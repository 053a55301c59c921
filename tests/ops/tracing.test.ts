import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTraceReceiver, type SentSpan, type TraceReceiver } from '../support/traceReceiver.ts';
import { useWorkerWorld } from '../support/workerWorld.ts';

// Traces and page logs of the processes as an operator runs them.

const BUYER = {
  customer: { firstName: 'Erika', lastName: 'Mustermann', email: 'erika.mustermann@example.com' },
  billingAddress: {
    firstName: 'Erika',
    lastName: 'Mustermann',
    address1: 'Heidestr. 17',
    zip: '51147',
    city: 'Köln',
    countryCode: 'DE',
  },
};
const PERSONAL = /erika|mustermann|heidestr|51147|köln|example\.com/i;
const SECRETS = /feedc0de5e7de5c0|the-client-secret-of-tests|id_token|eyJ|shp[a-z]{2}_|v1\.k1\./;

let receiver: TraceReceiver;
let traced = true;
let address = '';
beforeAll(async () => {
  receiver = await startTraceReceiver();
  address = receiver.url;
});
afterAll(() => receiver.close());
const world = useWorkerWorld((): Record<string, string> =>
  traced ? { OTEL_EXPORTER_OTLP_ENDPOINT: address } : {},
);

const booked = async (orderGid: string) => {
  const where = { orderGid, state: 'synced' };
  return (await world.db.orderSync.count({ where })) === 1;
};
const isSent = (what: string, found: (spans: SentSpan[]) => boolean) =>
  world.until(what, () => Promise.resolve(found(receiver.spans())));

describe('with a receiver of traces', () => {
  it('one order is one trace, from the webhook over the job to every request, and says nothing of the buyer', async () => {
    traced = true;
    const [web] = await Promise.all([world.startWeb(), world.startWorker()]);
    const orderGid = await world.payOrderWithWebhooks([web], BUYER);
    await world.until('it is booked', () => booked(orderGid));
    await isSent('the job is sent', (spans) => spans.some(({ name }) => name === 'job sync_order'));
    await isSent('the webhook is sent', (spans) => spans.some(({ kind }) => kind === 2));

    const webhook = receiver.spans().find(({ name }) => name === 'POST /webhooks/orders')!;
    const trace = receiver.spans().filter(({ traceId }) => traceId === webhook.traceId);
    const one = (name: string) => trace.find((span) => span.name === name)!;
    expect(webhook.parentSpanId).toBeUndefined();
    expect(webhook.facts).toMatchObject({
      'http.response.status_code': 200,
      'webhook.topic': 'orders/paid',
      'order.gid': orderGid,
      'shop.id': world.shopId,
    });
    expect(one('store deliveries').parentSpanId).toBe(webhook.spanId);
    const job = one('job sync_order');
    expect(job).toMatchObject({ service: 'sevdesk-connector-worker', parentSpanId: webhook.spanId });
    expect(webhook.service).toBe('sevdesk-connector-web');

    // Every span hangs on another one of the same trace.
    const known = new Set(trace.map(({ spanId }) => spanId));
    const loose = trace.filter(({ parentSpanId }) => parentSpanId && !known.has(parentSpanId));
    expect(loose.map(({ name }) => name)).toEqual([]);
    const steps = trace.filter(({ name }) => name.startsWith('step ')).map(({ name }) => name.slice(5));
    expect([...new Set(steps)]).toEqual(
      expect.arrayContaining(['read', 'plan', 'look_up', 'contact', 'draft', 'finalise', 'book']),
    );
    const requests = trace.filter(({ kind }) => kind === 3);
    expect(requests.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'shopify POST /admin/api/2026-10/graphql.json',
        'sevdesk POST /Invoice/Factory/saveInvoice',
        'sevdesk PUT /Invoice/:id/sendBy',
        'sevdesk PUT /Invoice/:id/bookAmount',
      ]),
    );
    for (const { facts } of requests) {
      expect(facts).toMatchObject({ 'order.gid': orderGid, retry: 0 });
      expect(facts['http.response.status_code']).toBeGreaterThanOrEqual(200);
    }
    expect(JSON.stringify(world.sevdesk.state())).toMatch(PERSONAL);
    expect(receiver.bytes()).not.toMatch(PERSONAL);
    expect(receiver.bytes()).not.toMatch(SECRETS);
  });

  it('several webhooks that come to one run are linked with it', async () => {
    const web = await world.startWeb();
    const orderGid = await world.payOrderWithWebhooks([web, web, web]);
    await world.startWorker();
    await world.until('it is booked', () => booked(orderGid));
    const jobOf = () =>
      receiver
        .spans()
        .find(({ name, facts }) => name === 'job sync_order' && facts['order.gid'] === orderGid);
    await isSent('the job is sent', () => jobOf() !== undefined);
    const webhooks = receiver
      .spans()
      .filter(({ name, facts }) => name === 'POST /webhooks/orders' && facts['order.gid'] === orderGid);
    expect(webhooks).toHaveLength(3);
    const job = jobOf()!;
    const heard = [job.parentSpanId, ...job.links.map(({ spanId }) => spanId)];
    expect(new Set(heard)).toEqual(new Set(webhooks.map(({ spanId }) => spanId)));
  });

  it('a page is a span and a line of the log, with request, shop and order, and nothing of the session', async () => {
    const web = await world.startWeb();
    const orderGid = await world.payOrder();
    const orderId = orderGid.slice(orderGid.lastIndexOf('/') + 1);
    const response = await world.openPage(web, `/app/orders/${orderId}`);
    const requestId = response.headers.get('x-request-id')!;
    await isSent('the page is sent', (spans) => spans.some(({ facts }) => facts['request.id'] === requestId));
    const span = receiver.spans().find(({ facts, kind }) => facts['request.id'] === requestId && kind === 2)!;
    expect(span).toMatchObject({ name: 'GET /app/orders/:id' });
    expect(span.facts).toMatchObject({ 'shop.id': world.shopId, 'order.id': orderId });
    const lines = world
      .output()
      .split('\n')
      .filter((line) => line.includes(requestId))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const page = lines.find(({ msg }) => msg === 'page answered');
    expect(page).toMatchObject({ requestId, shopId: world.shopId, orderId, status: response.status });
    expect(world.output()).not.toMatch(SECRETS);
    expect(receiver.bytes()).not.toMatch(SECRETS);
  });

  it('that never answers, no webhook and no order waits, and the processes end in time', async () => {
    receiver.fallSilent();
    const [web, worker] = await Promise.all([world.startWeb(), world.startWorker()]);
    const began = performance.now();
    const orders = [];
    for (let count = 0; count < 20; count++) orders.push(await world.payOrderWithWebhooks([web]));
    expect(performance.now() - began).toBeLessThan(10_000);
    for (const orderGid of orders) await world.until('it is booked', () => booked(orderGid));
    const ending = performance.now();
    worker.supervisor.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(performance.now() - ending).toBeLessThan(10_000);
  });
});

describe('with a receiver that is gone', () => {
  it('no webhook and no order waits, and the processes end in time', async () => {
    traced = true;
    const gone = await startTraceReceiver();
    await gone.close();
    address = gone.url;
    const [web, worker] = await Promise.all([world.startWeb(), world.startWorker()]);
    const orderGid = await world.payOrderWithWebhooks([web]);
    await world.until('it is booked', () => booked(orderGid));
    const ending = performance.now();
    worker.supervisor.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(performance.now() - ending).toBeLessThan(10_000);
    expect(world.output()).not.toMatch(SECRETS);
  });
});

describe('without a receiver', () => {
  it('nothing is sent or written for traces', async () => {
    traced = false;
    const before = receiver.requests();
    const [web] = await Promise.all([world.startWeb(), world.startWorker()]);
    const orderGid = await world.payOrderWithWebhooks([web]);
    await world.until('it is booked', () => booked(orderGid));
    expect(receiver.requests()).toBe(before);
    const where = { orderGid, traceParent: { not: null } };
    expect(await world.db.webhookDelivery.count({ where })).toBe(0);
  });
});
