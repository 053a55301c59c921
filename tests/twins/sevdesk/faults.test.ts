import { describe, expect, it } from 'vitest';
import { openBooks, personBody, rawClient } from './rawClient.ts';
import type { Fault } from './faults.ts';
import { DEFAULT_TOKEN, type SevdeskTwin } from './server.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();

const overHttp = (twin: SevdeskTwin, signal?: AbortSignal) =>
  fetch(`${twin.apiUrl}/Contact`, {
    method: 'POST',
    headers: { authorization: DEFAULT_TOKEN, 'content-type': 'application/json' },
    body: JSON.stringify(personBody('SH-1')),
    redirect: 'manual',
    ...(signal ? { signal } : {}),
  });

const contacts = (twin: SevdeskTwin) => twin.state().accounts[0]!.contacts.length;

describe('faults on the wire, over real sockets', () => {
  it.each<[Fault['kind'], number, number]>([
    ['500_before', 500, 0],
    ['500_after', 500, 1],
    ['400_before', 400, 0],
    ['400_after', 400, 1],
    ['error_in_200', 200, 0],
    ['429', 429, 0],
    ['redirect', 302, 0],
  ])('%s answers %i with %i contacts made', async (kind, status, made) => {
    const twin = await start();
    twin.addFault({ fault: { kind } as Fault });
    const response = await overHttp(twin);
    expect(response.status).toBe(status);
    expect(contacts(twin)).toBe(made);
    expect((await overHttp(twin)).status).toBe(201);
  });

  it('error_in_200 wears the error envelope', async () => {
    const twin = await start();
    twin.addFault({ fault: { kind: 'error_in_200' } });
    expect(await (await overHttp(twin)).json()).toMatchObject({ objects: null, error: { code: null } });
  });

  it.each<[Fault['kind'], number]>([
    ['timeout_before', 0],
    ['timeout_after', 1],
  ])('%s never answers, with %i contacts made', async (kind, made) => {
    const twin = await start();
    twin.addFault({ fault: { kind } as Fault });
    await expect(overHttp(twin, AbortSignal.timeout(100))).rejects.toThrow(/timeout|aborted/i);
    expect(contacts(twin)).toBe(made);
  });

  it.each<[Fault, number]>([
    [{ kind: 'reset_before' }, 0],
    [{ kind: 'reset_mid_body' }, 1],
    [{ kind: 'down', how: 'refuse' }, 0],
  ])('%o breaks the connection, with %i contacts made', async (fault, made) => {
    const twin = await start();
    twin.addFault({ fault });
    await expect(overHttp(twin).then((response) => response.text())).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect(contacts(twin)).toBe(made);
  });

  it.each<Fault['kind']>(['truncated', 'html'])(
    '%s answers 200 with what is no JSON, although it was done',
    async (kind) => {
      const twin = await start();
      twin.addFault({ fault: { kind } as Fault });
      const response = await overHttp(twin);
      expect(response.ok).toBe(true);
      await expect(response.json()).rejects.toThrow(SyntaxError);
      expect(contacts(twin)).toBe(1);
    },
  );

  it('says when to come back as seconds or as a date by its own clock', async () => {
    const twin = await start();
    twin.addFault({ fault: { kind: '429', retryAfterSeconds: 7 } });
    twin.addFault({ fault: { kind: '429', retryAfterSeconds: 7, as: 'date' } });
    expect((await overHttp(twin)).headers.get('retry-after')).toBe('7');
    const { headers } = await overHttp(twin);
    const seconds = Date.parse(headers.get('retry-after')!) - Date.parse(headers.get('date')!);
    expect(seconds).toBe(7000);
  });
});

describe('the same faults without sockets', () => {
  it('never answers until the caller gives up, and breaks like fetch does', async () => {
    const twin = await start();
    twin.addFault({ fault: { kind: 'timeout_after' } });
    const controller = new AbortController();
    const waiting = twin.fetch(`${twin.apiUrl}/SevUser`, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('gave up')), 10);
    await expect(waiting).rejects.toThrow('gave up');
    twin.addFault({ fault: { kind: 'reset_mid_body' } });
    await expect(twin.fetch(`${twin.apiUrl}/SevUser`)).rejects.toThrow(TypeError);
  });
});

describe('what is carried out late', () => {
  it.each([
    ['502', 502],
    ['400', 400],
  ] as const)('has been answered with %s long before', async (answer, status) => {
    let now = Date.UTC(2026, 10, 24);
    const clock = { now: () => new Date(now), sleep: async () => undefined };
    const twin = await start({ clock });
    twin.addFault({ fault: { kind: 'late', ms: 40_000, answer } });
    expect((await overHttp(twin)).status).toBe(status);
    now += 39_999;
    expect(contacts(twin)).toBe(0);
    now += 1;
    expect(contacts(twin)).toBe(1);
  });
});

describe('lists that lie', () => {
  it('forget their filters', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    await books.draft({ customerInternalNote: '#1' });
    twin.addFault({ fault: { kind: 'ignored_filter' } });
    expect((await books.api.get('/Invoice?customerInternalNote=%232')).objects).toHaveLength(1);
    expect((await books.api.get('/Invoice?customerInternalNote=%232')).objects).toHaveLength(0);
  });

  it('show what is new only after some lists, or some time, while it is found by its id', async () => {
    let now = Date.UTC(2026, 10, 24);
    const clock = { now: () => new Date(now), sleep: async () => undefined };
    const twin = await start({ clock });
    const books = await openBooks(twin);
    const lagging = async (fault: Fault) => {
      twin.addFault({ fault, match: { path: '/Invoice/Factory/saveInvoice' } });
      return books.draft();
    };
    const listed = async () => (await books.api.get('/Invoice')).objects.length as number;
    const first = await lagging({ kind: 'list_lag', lists: 2 });
    expect([await listed(), await listed(), await listed()]).toEqual([0, 0, 1]);
    expect((await books.api.get(`/Invoice/${first}`)).objects).toHaveLength(1);
    await lagging({ kind: 'list_lag', ms: 5000 });
    expect(await listed()).toBe(1);
    now += 5000;
    expect(await listed()).toBe(2);
  });
});

describe('which requests a fault strikes', () => {
  it('those of its path, account and verb, after some were let through, as often as asked', async () => {
    const twin = await start();
    const api = rawClient(twin);
    twin.addFault({
      fault: { kind: '500_before' },
      match: { method: 'GET', path: '/SevUser*', account: 'demo' },
      skip: 1,
      times: 2,
    });
    const statuses = [];
    for (let index = 0; index < 4; index += 1) {
      expect((await api.get('/Unity')).status).toBe(200);
      statuses.push((await api.get('/SevUser')).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('all of them, until cleared', async () => {
    const twin = await start();
    const api = rawClient(twin);
    twin.addFault({ fault: { kind: '500_before' }, times: 'always' });
    for (let index = 0; index < 5; index += 1) expect((await api.get('/SevUser')).status).toBe(500);
    twin.clearFaults();
    expect((await api.get('/SevUser')).status).toBe(200);
  });

  it('is for the intercept hook to say, before a request is carried out and after', async () => {
    const seen: string[] = [];
    const twin = await start({
      intercept(request, phase) {
        seen.push(`${phase} ${request.nth} ${request.account} ${request.method} ${request.pattern}`);
        return request.method === 'POST' && phase === 'after' ? { kind: '500_after' } : null;
      },
    });
    const answer = await rawClient(twin).post('/Contact', personBody('SH-1'));
    expect(answer.status).toBe(500);
    expect(contacts(twin)).toBe(1);
    expect(seen).toEqual(['before 0 demo POST /Contact', 'after 0 demo POST /Contact']);
  });
});

describe('the whole service', () => {
  it('is down for everybody, or behind a proxy for one account, until it is up again', async () => {
    const twin = await start({ tenants: [{ name: 'demo' }, { name: 'other', tokens: ['c'.repeat(32)] }] });
    twin.setDown({ how: '503', account: 'other' });
    expect((await overHttp(twin)).status).toBe(201);
    const other = await fetch(`${twin.apiUrl}/SevUser`, { headers: { authorization: 'c'.repeat(32) } });
    expect(other.status).toBe(503);
    twin.setDown({ how: 'refuse' });
    await expect(overHttp(twin)).rejects.toThrow('fetch failed');
    twin.setDown({ how: null });
    expect((await overHttp(twin)).status).toBe(201);
  });

  it('takes as long as it is told, on its own clock', async () => {
    const slept: number[] = [];
    const clock = { now: () => new Date(0), sleep: async (ms: number) => void slept.push(ms) };
    const twin = await start({ clock });
    twin.setLatency({ ms: 40 });
    twin.addFault({ fault: { kind: 'slow', ms: 20_000 } });
    expect((await rawClient(twin).get('/SevUser')).status).toBe(200);
    expect(slept).toEqual([40, 20_000]);
  });
});
