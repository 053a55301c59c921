import { describe, expect, it } from 'vitest';
import { useAnswering, useSaying } from '../../tests/support/answering.ts';
import { someContact, someInvoice, someRefs } from '../../tests/support/sevdesk.ts';
import { openBooks } from '@twins/sevdesk/testing';
import type { Fault } from '@twins/sevdesk';
import { DEFAULT_TOKEN, type SevdeskTwin } from '@twins/sevdesk';
import { useTwins } from '@twins/sevdesk/testing';
import { cents } from '../accounting/money.ts';
import type { Refused } from './answer.ts';
import { createSevdeskClient } from './createClient.server.ts';
import type { ClientOptions, SevdeskCall } from './request.server.ts';

const start = useTwins();
const answering = useAnswering();
const saying = useSaying();
const someOptions = { token: DEFAULT_TOKEN, pace: async () => undefined, timeoutMs: 2000 };
const connect = (twin: SevdeskTwin, options: Partial<ClientOptions> = {}) =>
  createSevdeskClient({
    baseUrl: twin.apiUrl,
    token: DEFAULT_TOKEN,
    pace: async () => undefined,
    timeoutMs: 2000,
    ...options,
  });

describe('what an answer means', () => {
  it.each<[Fault, object]>([
    [{ kind: '400_after' }, { kind: 'refused', why: 'invalid', status: 400 }],
    [{ kind: 'error_in_200' }, { kind: 'refused', why: 'invalid', status: 200 }],
    [{ kind: '429' }, { kind: 'refused', why: 'rate_limited', retryAfterMs: null }],
    [
      { kind: '429', retryAfterSeconds: 7 },
      { kind: 'refused', retryAfterMs: 7000 },
    ],
    [
      { kind: '429', retryAfterSeconds: 7, as: 'date' },
      { kind: 'refused', retryAfterMs: 7000 },
    ],
    [{ kind: '500_before' }, { kind: 'unclear', cause: 'server_error', status: 500 }],
    [{ kind: '500_after' }, { kind: 'unclear', cause: 'server_error', status: 500 }],
    [
      { kind: 'down', how: '503' },
      { kind: 'unclear', cause: 'server_error', status: 503 },
    ],
    [
      { kind: 'down', how: 'refuse' },
      { kind: 'unclear', cause: 'network', status: null },
    ],
    [{ kind: 'reset_before' }, { kind: 'unclear', cause: 'network' }],
    [{ kind: 'reset_mid_body' }, { kind: 'unclear', cause: 'network' }],
    [{ kind: 'truncated' }, { kind: 'unclear', cause: 'unreadable' }],
    [{ kind: 'html' }, { kind: 'unclear', cause: 'unreadable' }],
    [{ kind: 'redirect' }, { kind: 'unclear', cause: 'redirect', status: 302 }],
  ])('%o is %o', async (fault, meaning) => {
    const twin = await start();
    twin.addFault({ fault });
    expect(await connect(twin).createContact(someContact())).toMatchObject(meaning);
  });

  it('a request that found nobody to connect to has not reached sevdesk', async () => {
    const twin = await start();
    await twin.close();
    const failing = (cause: Error) => () => Promise.reject(new TypeError('fetch failed', { cause }));
    const at = (syscall: string, code: string) => Object.assign(new Error(code), { syscall, code });
    const said = (fetch?: ClientOptions['fetch']) =>
      connect(twin, fetch ? { fetch } : {}).createContact(someContact());
    const unreached = { kind: 'unclear', cause: 'unreached', status: null };
    expect(await said()).toMatchObject({ ...unreached, message: 'no answer (ECONNREFUSED)' });
    expect(await said(failing(at('getaddrinfo', 'ENOTFOUND')))).toMatchObject(unreached);
    const [six, four] = [at('connect', 'ECONNREFUSED'), at('connect', 'ETIMEDOUT')];
    expect(await said(failing(new AggregateError([six, four])))).toMatchObject(unreached);
    // One that broke a connection that stood may have been read before.
    const lost = { kind: 'unclear', cause: 'network' };
    expect(await said(failing(at('read', 'ECONNRESET')))).toMatchObject(lost);
    expect(await said(failing(at('write', 'EPIPE')))).toMatchObject(lost);
    expect(await said(failing(new AggregateError([six, at('read', 'ECONNRESET')])))).toMatchObject(lost);
    expect(await said(failing(new AggregateError([])))).toMatchObject(lost);
    expect(await said(failing(new Error('other side closed')))).toMatchObject(lost);
  });

  it.each<[string, number, string]>([
    ['a firewall’s page', 403, '<html><h1>Forbidden</h1></html>'],
    ['an empty 403', 403, ''],
    ['an empty 401', 401, ''],
    ['a gateway’s JSON', 403, '{"message":"Forbidden"}'],
    ['another gateway’s JSON', 401, '{"error":"unauthorized"}'],
    ['a gateway’s status in JSON', 403, '{"status":401,"message":"Authentication required"}'],
  ])('%s says nothing about the key: it is an outage', async (_, status, body) => {
    const baseUrl = await saying(() => ({ status, body }));
    const client = createSevdeskClient({ ...someOptions, baseUrl });
    expect(await client.systemVersion()).toMatchObject({ kind: 'unclear', cause: 'server_error', status });
  });

  it('a key counts as turned away only when it is turned away twice, in sevdesk’s own words', async () => {
    const own = { status: 401, body: '{"status":401,"message":"Authentication required"}' };
    const always = createSevdeskClient({ ...someOptions, baseUrl: await saying(() => own) });
    expect(await always.systemVersion()).toMatchObject({ kind: 'refused', why: 'key' });
    let asked = 0;
    const baseUrl = await saying(() =>
      asked++ === 0 ? own : { status: 200, body: '{"objects":{"version":"2.0"}}' },
    );
    const once = createSevdeskClient({ ...someOptions, baseUrl });
    expect(await once.systemVersion()).toMatchObject({ kind: 'unclear', cause: 'server_error' });
    expect(asked).toBe(2);
  });

  it('a key that was revoked is a matter for the merchant', async () => {
    const twin = await start();
    twin.revokeTokens({ account: 'demo' });
    expect(await connect(twin).systemVersion()).toMatchObject({ kind: 'refused', why: 'key', status: 401 });
  });

  it('no answer in time is unclear, whether or not it was done', async () => {
    const twin = await start();
    twin.addFault({ fault: { kind: 'timeout_after' } });
    const answer = await connect(twin, { timeoutMs: 50 }).createContact(someContact());
    expect(answer).toMatchObject({ kind: 'unclear', cause: 'timeout' });
    expect(twin.state().accounts[0]?.contacts).toHaveLength(1);
  });

  it('measures time-outs with the clock it is given', async () => {
    const twin = await start();
    twin.addFault({ fault: { kind: 'timeout_before' } });
    const clock = { now: () => new Date(0), sleep: () => Promise.resolve() };
    const client = connect(twin, { clock, timeoutMs: 3_600_000, fetch: twin.fetch });
    expect(await client.systemVersion()).toMatchObject({ kind: 'unclear', cause: 'timeout' });
  });

  it('being stopped is unclear, in the middle of a request and while waiting for its turn', async () => {
    const stop = new AbortController();
    const twin = await start({
      intercept: () => {
        stop.abort(new Error('worker stops'));
        return { kind: 'timeout_before' };
      },
    });
    const stopped = { kind: 'unclear', cause: 'aborted' };
    expect(await connect(twin, { signal: stop.signal }).systemVersion()).toMatchObject(stopped);
    const pace = (signal?: AbortSignal) => Promise.reject(signal?.reason as Error);
    const unsent = { kind: 'unclear', cause: 'unsent' };
    expect(await connect(twin, { signal: stop.signal, pace }).systemVersion()).toMatchObject(unsent);
    expect(twin.state().requests).toBe(1);
  });

  it('says what code and object a refusal carries, but not what is in it', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    const id = await books.openInvoice();
    await books.api.post('/CreditNote/Factory/createFromInvoice', {
      invoice: { id: Number(id), objectName: 'Invoice' },
    });
    const answer = await connect(twin).cancelInvoice(id);
    expect(answer).toMatchObject({ kind: 'refused', cause: 'credit_note_exists' });
    expect((answer as Refused).data).toEqual({
      objects: [{ id: expect.any(String), objectName: 'CreditNote' }],
    });
  });
});

describe('looking up', () => {
  it('reads a list to its end when sevdesk ignores the filter, and compares every row itself', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    const wanted = await books.draft({ customerInternalNote: '#wanted' });
    for (let index = 0; index < 1200; index += 1)
      twin.duplicateDocument({ account: 'demo', kind: 'invoice', id: await first(books) });
    twin.addFault({ fault: { kind: 'ignored_filter' }, times: 'always' });
    const client = connect(twin);
    const found = await client.findByMarker('invoice', '#wanted');
    expect(found).toMatchObject({ kind: 'done', value: [{ id: wanted }] });
    expect(await client.findByMarker('invoice', '#other')).toEqual({ kind: 'done', value: [] });
    expect(twin.state().accounts[0]?.requests['GET /Invoice']).toBe(4);
  });
  const others = new WeakMap<object, string>();
  const first = async (books: Awaited<ReturnType<typeof openBooks>>) => {
    if (!others.has(books)) others.set(books, await books.draft({ customerInternalNote: '#unwanted' }));
    return others.get(books)!;
  };

  it('shows two documents that carry the same marker', async () => {
    const twin = await start();
    const id = await (await openBooks(twin)).draft({ customerInternalNote: '#1 · shop · 1' });
    const copy = twin.duplicateDocument({ account: 'demo', kind: 'invoice', id });
    const found = await connect(twin).findByMarker('invoice', '#1 · shop · 1');
    expect(found.kind === 'done' && found.value.map((row) => row.id)).toEqual([copy.id, id]);
  });

  it('reads only the first page of a contact that has many documents', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    const id = await books.draft();
    for (let index = 0; index < 1100; index += 1)
      twin.duplicateDocument({ account: 'demo', kind: 'invoice', id });
    const newest = await connect(twin).newestOfContact('invoice', String(books.contact.id));
    expect(newest.kind === 'done' && newest.value.length).toBe(1000);
    expect(twin.state().accounts[0]?.requests['GET /Invoice']).toBe(1);
  });

  it('pages through what changed since', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    const id = await books.draft();
    for (let index = 0; index < 1001; index += 1)
      twin.duplicateDocument({ account: 'demo', kind: 'invoice', id });
    const client = connect(twin);
    const since = new Date(Date.now() - 60_000);
    const pages = [
      await client.updatedSince('invoice', since, 0),
      await client.updatedSince('invoice', since, 1000),
    ];
    expect(pages.map((page) => page.kind === 'done' && page.value.length)).toEqual([1000, 2]);
  });
});

describe('what is never said', () => {
  it('no token, no personal value and no e-mail address, whatever sevdesk repeats', async () => {
    const says =
      `Token ${DEFAULT_TOKEN} of a@b.example may not write Erika Mustermann, Teststr. 1, erika@example.com ` +
      '0123456789abcdef0123456789abcdef '.repeat(30);
    const server = await answering(422, {
      error: { message: says, code: null, data: { name: 'Erika Mustermann' } },
    });
    const calls: SevdeskCall[] = [];
    const client = createSevdeskClient({
      baseUrl: server,
      token: DEFAULT_TOKEN,
      pace: async () => undefined,
      timeoutMs: 1000,
      onCall: (call) => calls.push(call),
    });
    const answer = await client.createContact(someContact());
    if (answer.kind !== 'refused') throw new Error(answer.kind);
    expect(answer.message).toContain('may not write');
    expect(answer.message.length).toBeLessThanOrEqual(301);
    for (const secret of [DEFAULT_TOKEN, 'Erika', 'Mustermann', 'Teststr', '@', '0123456789abcdef'])
      expect(JSON.stringify([answer, calls])).not.toContain(secret);
    expect(calls).toEqual([
      { method: 'POST', path: '/Contact', status: 422, durationMs: expect.any(Number), outcome: 'invalid' },
    ]);
  });

  it('no ids in what is told about a call', async () => {
    const twin = await start();
    const calls: SevdeskCall[] = [];
    await connect(twin, { onCall: (call) => calls.push(call) }).finalise('invoice', '123456');
    expect(calls).toMatchObject([
      { method: 'PUT', path: '/Invoice/:id/sendBy', status: 404, outcome: 'not_found' },
    ]);
  });
});

describe('what is sent', () => {
  it('waits for its turn before every request, names itself, and shows the bare token', async () => {
    const order: string[] = [];
    const recording: typeof fetch = async (_input, init) => {
      const headers = new Headers(init?.headers);
      order.push(`${headers.get('authorization')} ${headers.get('user-agent')}`);
      expect(init?.redirect).toBe('manual');
      return Response.json({ objects: { version: '2.0' } });
    };
    const client = createSevdeskClient({
      baseUrl: 'https://sevdesk.test/api/v1',
      token: DEFAULT_TOKEN,
      pace: async () => void order.push('turn'),
      fetch: recording,
      timeoutMs: 1000,
    });
    await client.systemVersion();
    expect(order).toEqual(['turn', `${DEFAULT_TOKEN} sevdesk-connector-for-shopify/1.0`]);
  });

  it('nothing, for a country that sevdesk does not have', async () => {
    const twin = await start();
    const client = connect(twin);
    const lookups = await client.lookups();
    if (lookups.kind !== 'done') throw new Error(lookups.kind);
    const before = twin.state().requests;
    const recipient = { ...someInvoice().recipient, countryCode: 'XK' };
    const answer = await client.saveDraft(someInvoice({ recipient }), someRefs(lookups.value, '1'));
    expect(answer).toMatchObject({ kind: 'refused', why: 'invalid', message: expect.stringContaining('XK') });
    expect(twin.state().requests).toBe(before);
  });

  it('a credit note is paid only when its state says so, whatever sign the account wants', async () => {
    const twin = await start({ tenants: [{ name: 'demo', creditNoteBookingSign: 'negative' }] });
    const books = await openBooks(twin);
    const refSrcInvoice = { id: Number(await books.openInvoice()), objectName: 'Invoice' };
    const { id } = (await books.saveCreditNote({ refSrcInvoice })).objects.creditNote;
    await books.sendBy('CreditNote', id);
    const checkAccountId = String((await books.checkAccount('offline')).id);
    const booking = { checkAccountId, amount: cents(1190), day: '2026-11-25', full: true };
    expect(await connect(twin).book('credit_note', id, booking)).toEqual({
      kind: 'done',
      value: { fromStatus: 'open', toStatus: 'open' },
    });
  });

  it('takes a raw PDF as well as a wrapped one', async () => {
    const twin = await start({ tenants: [{ name: 'demo', pdfAs: 'raw' }] });
    const id = await (await openBooks(twin)).openInvoice();
    const answer = await connect(twin).pdf('invoice', id);
    expect(answer.kind === 'done' && Buffer.from(answer.value.content.subarray(0, 5)).toString()).toBe(
      '%PDF-',
    );
  });

  it('no credit note number from a format it cannot fill', async () => {
    const twin = await start();
    twin.setNumberFormat({ account: 'demo', kind: 'credit_note', format: 'GU-%UNKNOWN-%NUMBER' });
    expect(await connect(twin).nextCreditNoteNumber()).toMatchObject({
      kind: 'unclear',
      cause: 'unreadable',
    });
    twin.setNumberFormat({ account: 'demo', kind: 'credit_note', format: 'GU-%YY-%NUMBER', next: 1048 });
    expect(await connect(twin).nextCreditNoteNumber()).toMatchObject({
      value: expect.stringMatching(/^GU-\d\d-1048$/),
    });
  });
});
