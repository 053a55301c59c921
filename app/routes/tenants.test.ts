import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '../../scripts/lib/database.ts';
import { buyerContext, exportContext, mailContext } from '../platform/encryptionContexts.ts';
import { saveTokens } from '../shopify/saveTokens.server.ts';
import { loadTexts } from '../ui/texts.tsx';
import { bookOrder } from '../extension/testing/bookOrder.ts';
import {
  APP_URL,
  bearer,
  encryption,
  extensionWorld,
  type InstalledShop,
} from '../extension/testing/world.ts';

// A shop never sees another shop's anything. Every loader and every action there is, tried by somebody with a valid session
// of another shop and the victim's ids wherever an id can be put in. A route that is not in the table fails the test.

const world = extensionWorld();
const ORDER = '4711';
const GID = `gid://shopify/Order/${ORDER}`;

interface Attempt {
  method?: 'GET' | 'POST';
  params?: Record<string, string>;
  query?: string;
  body?: object;
  /** The victim's own session is shown something here: the attempt would find it if it could. */
  ownShows?: boolean;
}

const ids: Record<'document' | 'export' | 'mail' | 'ticket', string> = {
  document: '',
  export: '',
  mail: '',
  ticket: '',
};
const order = { params: { orderId: ORDER } };
const post = (body: object, more: Attempt = {}): Attempt => ({ method: 'POST', body, ...more });
const mailIntents = ['send_mail', 'drop_mail'];
const bulk = ['sync_again', 'skip', 'archive', 'unarchive'];
const alone = ['accept_payment'];

const table: Record<string, () => Attempt[]> = {
  '$.ts': () => [{}, post({})],
  '_index.tsx': () => [{}],
  'api.extension.orders.$orderId.ts': () => [{ ...order, ownShows: true }, post({}, order)],
  'api.extension.print.ts': () => [
    post({ orderIds: [ORDER] }, { ownShows: true }),
    { query: `ticket=${ids.ticket}`, ownShows: true },
  ],
  'app.$.tsx': () => [{}],
  'app._index.tsx': () => [
    {},
    ...[false, true].map((trial) => post({ intent: 'switch_on', moment: 'now', day: '', trial })),
    post({ intent: 'review' }),
    post({ intent: 'pause' }),
    post({ intent: 'resume' }),
    post({ intent: 'sync_again', code: 'order.totals_mismatch' }),
  ],
  'app.check.tsx': () => [{}, post({ intent: 'check' })],
  'app.data.$exportId.ts': () => [{ params: { exportId: ids.export }, ownShows: true }],
  'app.data._index.tsx': () => [
    { ownShows: true },
    post({ intent: 'export', customer: `#${ORDER}` }),
    post({ intent: 'delete', customer: `#${ORDER}` }),
    post({ intent: 'delete', customer: 'xaver@quitte.example' }),
    post({ intent: 'delete_everything', domain: 'victim.myshopify.com' }),
  ],
  'app.figures.ts': () => [{}],
  'app.help.$code.tsx': () => [{ params: { code: 'wait.payment' } }],
  'app.help._index.tsx': () => [{}],
  'app.mails.tsx': () => [
    { ownShows: true },
    ...mailIntents.map((intent) => post({ intent, mails: [ids.mail] })),
  ],
  'app.money._index.tsx': () => [{}, { query: 'account=gift_cards&from=2020-01-01' }],
  'app.money.payouts._index.tsx': () => [{}],
  'app.money.payouts.$payoutId._index.tsx': () => [{ params: { payoutId: '1' } }],
  'app.money.payouts.$payoutId.csv.ts': () => [{ params: { payoutId: '1' } }],
  'app.money.csv.ts': () => [{ query: 'what=fees&from=2020-01-01' }, { query: 'account=gift_cards' }],
  'app.orders.$orderId._index.tsx': () => [
    { ...order, ownShows: true },
    ...[...bulk, ...alone].map((intent) => post({ intent }, order)),
    ...mailIntents.map((intent) => post({ intent, mails: [ids.mail] }, order)),
    ...[
      { kind: 'leave_out' },
      { kind: 'rate', rate: 1900 },
      { kind: 'by_hand', number: 'GU-1000' },
      { kind: 'split', parts: [{ gid: 'gid://shopify/LineItem/1', amount: 100 }] },
    ].map((answer) =>
      post({ intent: 'decide', sourceGid: 'gid://shopify/Refund/1', amount: 100, answer }, order),
    ),
  ],
  'app.orders.$orderId.documents.$documentId.pdf.ts': () => [
    { params: { orderId: ORDER, documentId: ids.document }, ownShows: true },
  ],
  'app.orders._index.tsx': () => [
    { ownShows: true },
    { query: 'q=Quitte' },
    { query: `q=${ORDER}`, ownShows: true },
    ...bulk.flatMap((intent) => [post({ intent, orders: [GID] }), post({ intent, orders: 'all' })]),
  ],
  'app.orders.csv.ts': () => [{ ownShows: true }, { query: 'q=Quitte&language=de' }],
  'app.preview.$orderId.ts': () => [order],
  'app.preview._index.tsx': () => [{}],
  'app.products.ts': () => [{}],
  'app.settings.tsx': () => [
    {},
    post({ intent: 'save', settings: { reviewed: true }, alertEmail: '' }),
    ...['pause', 'resume', 'start_trial'].map((intent) => post({ intent })),
  ],
  'app.sevdesk.tsx': () => [
    { ownShows: true },
    post({ intent: 'map', mapping: { '*': '1' } }),
    post({ intent: 'create_account', name: 'Foreign' }),
    post({ intent: 'connect', token: 'f'.repeat(32), confirmed: true }),
    post({ intent: 'disconnect' }),
  ],
  'app.tsx': () => [{}],
  'auth.$.tsx': () => [{}],
};

const files = readdirSync('app/routes').filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'));
let victim: InstalledShop;
let stranger: InstalledShop;
/** What only the victim knows. */
let marks: string[] = [];

beforeAll(async () => {
  process.env['SHOPIFY_TWIN_URL'] = 'http://127.0.0.1:9';
  await Promise.all([loadTexts('de'), loadTexts('en')]);
  [victim, stranger] = [await world.installShop('victim'), await world.installShop('stranger')];
  const { db } = world;
  for (const shop of [victim, stranger]) {
    const token = { accessToken: `token of ${shop.name}`, refreshToken: null, refreshTokenExpires: null };
    await saveTokens(db, encryption, shop, { ...token, expires: null, scope: 'read_orders,read_customers' });
    await db.shop.update({ where: { id: shop.id }, data: { name: shop.name, currency: 'EUR' } });
  }
  const booked = await bookOrder(world, victim, ORDER);
  await db.orderSync.update({
    where: { id: booked.row.id },
    data: {
      orderName: `#${ORDER}`,
      processedAt: new Date(),
      buyerEncrypted: encryption.encrypt('Xaver Quitte', buyerContext(victim.id, GID)),
    },
  });
  // The number alone says nothing: the stranger's first invoice has the same one.
  await db.orderSync.update({ where: { id: booked.row.id }, data: { invoiceNumber: 'RE-VICTIM' } });
  const made = await db.privacyExport.create({
    data: {
      shopId: victim.id,
      reference: 'REF-VICTIM',
      orders: 1,
      contentEncrypted: encryption.encrypt('{"name":"Xaver Quitte"}', exportContext(victim.id, 'REF-VICTIM')),
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  });
  ids.export = made.id;
  ids.document = (await db.document.findFirstOrThrow({ where: { shopId: victim.id } })).id;
  const mail = await db.outgoingMail.create({
    data: {
      shopId: victim.id,
      documentId: ids.document,
      toEncrypted: encryption.encrypt('xaver@quitte.example', mailContext(victim.id, ids.document)),
      state: 'failed',
      createdAt: new Date(),
    },
  });
  ids.mail = mail.id;
  const printed = await enter('api.extension.print.ts', victim, post({ orderIds: [ORDER] }));
  ids.ticket = /ticket=([^"&]+)/.exec(printed.said)![1]!;
  marks = [
    'Xaver Quitte',
    'xaver@quitte.example',
    'RE-VICTIM',
    'REF-VICTIM',
    'account-victim',
    victim.id,
    ids.document,
    ids.export,
  ];
  marks.push(victim.token.slice(-4), `token of ${victim.name}`, '%PDF');
});

/** Goes through one door of a route with a session of `shop`; answers the status and everything that was said. */
async function enter(file: string, shop: InstalledShop, attempt: Attempt) {
  const { method = 'GET', params = {}, query = '', body } = attempt;
  const route = (await import(/* @vite-ignore */ `./${file}`)) as Record<string, unknown>;
  const door = route[method === 'GET' ? 'loader' : 'action'] as (input: object) => Promise<unknown>;
  // The address names the victim too: only the session counts.
  const request = new Request(`${APP_URL}/app?shop=${victim.domain}&${query}`, {
    method,
    headers: {
      'User-Agent': 'Mozilla/5.0 Chrome/150.0',
      Authorization: await bearer(shop.domain),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await Promise.resolve(door({ request, params, context: {} })).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  if (!(answer instanceof Response)) return { status: 200, said: JSON.stringify(answer) ?? '' };
  const headers = JSON.stringify([...answer.headers]);
  return {
    status: answer.status,
    said: headers + Buffer.from(await answer.arrayBuffer()).toString('latin1'),
  };
}

/** Every row that belongs to the victim, and its books in sevdesk. */
async function everythingOf(shop: InstalledShop): Promise<string> {
  const url = process.env['DATABASE_URL']!;
  const rows = await withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string; key: string }>(`
      select table_name as name, column_name as key from information_schema.columns
      where table_schema = 'public' and (column_name = 'shop_id' or (table_name = 'shop' and column_name = 'id'))
      order by 1`);
    const found: unknown[] = [];
    for (const { name, key } of tables) {
      const sql = `select to_jsonb(t) as row from ${name} t where ${key} = $1 order by t::text`;
      found.push([name, (await client.query(sql, [shop.id])).rows]);
    }
    return found;
  });
  return JSON.stringify([rows, world.sevdesk.state({ account: shop.name }).accounts]);
}

it('knows every route there is', () => expect(Object.keys(table).sort()).toEqual(files.sort()));

describe.each(files)('%s', (file) => {
  it('neither shows nor changes anything of another shop', async () => {
    const route = (await import(/* @vite-ignore */ `./${file}`)) as Record<string, unknown>;
    const attempts = table[file]!();
    const tried = new Set(attempts.map(({ method = 'GET' }) => (method === 'GET' ? 'loader' : 'action')));
    expect([...tried].sort()).toEqual(['action', 'loader'].filter((door) => route[door]));
    for (const attempt of attempts) {
      const what = `${file} ${attempt.method ?? 'GET'} ${JSON.stringify(attempt.body ?? attempt.query ?? '')}`;
      // What is shown to the victim itself could be shown to others by mistake; that it is, is checked first.
      const own = attempt.ownShows ? (await enter(file, victim, attempt)).said : `#${ORDER}`;
      const shown = marks.concat(`#${ORDER}`, 'ticket=').filter((mark) => own.includes(mark));
      expect(shown, `${what} shows its own shop something`).not.toEqual([]);
      const before = await everythingOf(victim);
      const { said, status } = await enter(file, stranger, attempt);
      const leaked = marks.filter((mark) => said.includes(mark));
      expect(leaked, `${what} shows nothing to a stranger`).toEqual([]);
      expect(status, `${what} does not fail`).toBeLessThan(500);
      expect(await everythingOf(victim), `${what} changes nothing`).toBe(before);
    }
  });
});

it('writes down what a shop’s own people looked at', async () => {
  const rows = await world.db.dataAccess.findMany({ where: { shopId: victim.id } });
  expect([...new Set(rows.map(({ what }) => what))].sort()).toEqual([
    'export',
    'list',
    'order',
    'pdf',
    'print',
    'table',
  ]);
  expect(rows.find(({ what }) => what === 'order')).toMatchObject({ actor: 'user:42', target: ORDER });
  expect(rows.find(({ what }) => what === 'list')!.times).toBeGreaterThan(1);
});
