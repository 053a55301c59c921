import { createHmac } from 'node:crypto';
import { createRandom, type Random } from './random.ts';

/** One request as the bytes that go over the wire. */
export interface Input {
  bytes: Buffer;
  /** The request says more is to come than is sent: it may be left without an answer. */
  incomplete: boolean;
}

export interface Secrets {
  apiSecret: string;
  shop: string;
}

const IDS = [
  '1',
  '0',
  '-1',
  '6012345678000',
  '99999999999999999999',
  'a',
  '%00',
  '../..',
  "1'--",
  '😀',
  'NaN',
];
const UUID = '00000000-0000-4000-8000-000000000000';
const PATHS = [
  ...['/', '/app', '/app/orders', '/app/orders/:id', '/app/orders/:id/documents/:id/pdf', '/app/orders/csv'],
  ...['/app/orders.csv', '/app/preview', '/app/preview/:id', '/app/settings', '/app/sevdesk', '/app/check'],
  ...['/app/help', '/app/help/:id', '/app/data', '/app/data/:id', `/app/data/${UUID}`, '/auth/:id'],
  ...['/auth/session-token', '/auth/exit-iframe', '/auth/callback', '/auth/login', '/api/extension/print'],
  ...[
    '/api/extension/orders/:id',
    '/healthz',
    '/readyz',
    '/metrics',
    '/assets/:id',
    '/favicon.ico',
    '/__manifest',
  ],
  ...[
    '/webhooks/orders',
    '/webhooks/app',
    '/webhooks/compliance',
    '/webhooks',
    '/nothing/:id',
    '/build/server/index.js',
  ],
];
const METHODS =
  'GET GET GET POST POST HEAD OPTIONS PUT PATCH DELETE TRACE CONNECT PROPFIND PURGE get FOO'.split(' ');
const QUERIES = [
  'shop',
  'host',
  'id_token',
  'ticket',
  'kinds',
  'q',
  'view',
  'cursor',
  'from',
  'to',
  'locale',
];
const MORE_QUERIES = [
  'embedded',
  'session',
  'hmac',
  'shopify-reload',
  'exitIframe',
  '_routes',
  'index',
  'problem',
  'p',
];
const TOPICS = ['orders/paid', 'shop/redact', 'customers/redact', 'app/uninstalled', 'orders/x', ''];

/** Inputs without end, the same ones for the same seed. */
export function* generateInputs(seed: number, secrets: Secrets): Generator<Input> {
  const random = createRandom(seed);
  for (;;) yield makeInput(random, secrets);
}

function makeInput(random: Random, secrets: Secrets): Input {
  const method = random.pick(METHODS);
  const body = random.chance(0.45) ? makeBody(random) : Buffer.alloc(0);
  const path = makePath(random, secrets);
  const headers = makeHeaders(random, secrets);
  if (path.startsWith('/webhooks/') && random.chance(0.4)) {
    // Rightly signed, but never a delivery: the topic or the shop is none.
    const hmac = createHmac('sha256', secrets.apiSecret).update(body).digest('base64');
    const spoiled = random.chance(0.5)
      ? ['X-Shopify-Topic', 'orders/none']
      : ['X-Shopify-Shop-Domain', 'evil.example'];
    headers.push(['X-Shopify-Hmac-Sha256', hmac], ['X-Shopify-Webhook-Id', random.text(8)]);
    headers.push(spoiled as [string, string]);
  }
  const { head, incomplete, sent } = frame(random, body);
  headers.push(...head);
  const version = random.chance(0.02)
    ? random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'FTP/1.1'])
    : 'HTTP/1.1';
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  const start = `${method} ${path} ${version}\r\n${lines}\r\n\r\n`;
  return {
    bytes: Buffer.concat([Buffer.from(start, random.chance(0.9) ? 'latin1' : 'utf8'), sent]),
    incomplete,
  };
}

/** How the body is announced, rightly and wrongly. */
function frame(
  random: Random,
  body: Buffer,
): { head: [string, string][]; incomplete: boolean; sent: Buffer } {
  const right: [string, string][] = body.length > 0 ? [['Content-Length', String(body.length)]] : [];
  if (random.chance(0.85)) return { head: right, incomplete: false, sent: body };
  return random.pick<() => ReturnType<typeof frame>>([
    () => ({ head: [['Content-Length', String(body.length + 10)]], incomplete: true, sent: body }),
    () => ({
      head: [['Content-Length', random.pick(['-1', 'x', '1e3', '99999999999999999999'])]],
      incomplete: true,
      sent: body,
    }),
    () => ({ head: [['Transfer-Encoding', 'chunked']], incomplete: false, sent: chunked(body) }),
    () => ({
      head: [['Transfer-Encoding', 'chunked']],
      incomplete: true,
      sent: Buffer.from('ZZ\r\nnonsense'),
    }),
    () => ({ head: [...right, ['Transfer-Encoding', 'chunked']], incomplete: true, sent: body }),
    () => ({ head: [...right, ['Expect', '100-continue']], incomplete: false, sent: body }),
  ])();
}

function chunked(body: Buffer): Buffer {
  const end = Buffer.from('0\r\n\r\n');
  if (body.length === 0) return end;
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n'), end]);
}

function makePath(random: Random, secrets: Secrets): string {
  if (random.chance(0.04)) {
    const odd = [
      '*',
      '//evil.example/x',
      'http://evil.example/',
      '/%',
      '/%zz',
      '/..%2f..%2fetc/passwd',
      '/\\..\\',
      '',
    ];
    return random.pick([
      ...odd,
      `/${'a'.repeat(8_000)}`,
      `/${'%41'.repeat(2_000)}`,
      '/app/../metrics',
      '/app%2forders',
    ]);
  }
  let path = random.pick(PATHS).replaceAll(':id', () => encodeURIComponent(random.pick(IDS)));
  if (random.chance(0.25)) path += '.data';
  if (random.chance(0.05)) path += random.pick(['/', '//', '/.', '%00', ';x', '.json', '.php', '%2e%2e']);
  const names = [...QUERIES, ...MORE_QUERIES];
  const pairs = Array.from(
    { length: random.below(4) },
    () => `${random.pick(names)}=${queryValue(random, secrets)}`,
  );
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

function queryValue(random: Random, { shop }: Secrets): string {
  const host = Buffer.from('admin.shopify.com/store/x').toString('base64');
  const tickets = [
    'v1.k1.AAAA.AAAA.AAAA',
    'v1..',
    'v9.x',
    `v1.k1.${random.text(16)}.${random.text(40)}.${random.text(22)}`,
  ];
  const odd = [
    '',
    'x',
    '%00',
    '%ff',
    '%',
    '../',
    '[]',
    '{"a":1}',
    '9'.repeat(400),
    'e'.repeat(3_000),
    '2026-13-45',
    'null',
  ];
  return random.pick([shop, 'a.myshopify.com.evil.example', host, token(random, shop), ...tickets, ...odd]);
}

/** A session token that nobody signed. */
function token(random: Random, shop: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: 'client-id',
    sub: '1',
    exp: 4e9,
    nbf: 0,
  };
  const head = part({ alg: random.pick(['none', 'HS256', 'RS256', 'HS512', null]), typ: 'JWT' });
  return random.pick([
    `${head}.${part(claims)}.`,
    `${head}.${part(claims)}.${random.text(43)}`,
    `${head}.${part(null)}.x`,
    '..',
    'a.b.c',
  ]);
}

function makeHeaders(random: Random, { shop }: Secrets): [string, string][] {
  const headers: [string, string][] = [
    ['Host', random.pick(['localhost', 'evil.example', '', '[::1', 'a b', 'x'.repeat(300)])],
  ];
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'text/plain',
    'x',
    '/',
    'application/json; charset=utf-16',
  ];
  const makers: (() => [string, string])[] = [
    () => [
      'Authorization',
      random.pick([
        `Bearer ${token(random, shop)}`,
        'Bearer',
        'Basic YTpi',
        `Bearer ${random.text(4_000)}`,
        'Bearer  ',
        random.text(30),
      ]),
    ],
    () => ['Content-Type', random.pick(types)],
    () => ['Accept', random.pick(['*/*', 'text/html', 'text/x-script', 'x'.repeat(2_000), ';;q=9'])],
    () => [
      'Accept-Language',
      random.pick(['de', 'en-GB,en;q=0.5', '*', ';;;', 'x'.repeat(500), 'de-'.repeat(100)]),
    ],
    () => [
      'User-Agent',
      random.pick(['Mozilla/5.0 Chrome/150.0', 'HeadlessChrome', 'Googlebot', '', 'x'.repeat(4_000)]),
    ],
    () => [
      'Origin',
      random.pick(['https://admin.shopify.com', 'null', 'https://evil.example', 'x', 'https://[::']),
    ],
    () => ['X-Forwarded-For', random.pick(['1.2.3.4', ', ,', 'x'.repeat(1_000)])],
    () => ['X-Forwarded-Host', random.pick(['evil.example', 'a/b', '@'])],
    () => ['X-Forwarded-Proto', random.pick(['https', 'javascript', ''])],
    () => ['Content-Encoding', random.pick(['gzip', 'br', 'deflate', 'identity', 'x'])],
    () => ['Cookie', random.pick(['a=b', '=', ';'.repeat(500), `x=${random.text(3_000)}`])],
    () => ['Range', random.pick(['bytes=0-1', 'bytes=9-1', 'x'])],
    () => ['If-Modified-Since', random.text(12)],
    () => ['Upgrade', random.pick(['websocket', 'h2c'])],
    () => ['X-HTTP-Method-Override', 'DELETE'],
    () => ['X-Shopify-Topic', random.pick(TOPICS)],
    () => ['X-Shopify-Shop-Domain', random.pick([shop, 'x', ''])],
    () => ['X-Shopify-Hmac-Sha256', random.pick(['', 'x', random.text(44), 'A'.repeat(43) + '='])],
    () => ['X-Shopify-Webhook-Id', random.text(20)],
    () => [
      random.pick(['X-\u00e4', 'Bad Header', '__proto__', 'constructor', 'X'.repeat(400)]),
      random.text(10),
    ],
  ];
  for (let count = random.below(7); count > 0; count--) headers.push(random.pick(makers)());
  if (random.chance(0.01))
    for (let count = 0; count < 150; count++) headers.push([`X-${count}`, random.text(40)]);
  headers.push(['Connection', random.chance(0.97) ? 'close' : random.pick(['Upgrade', 'x'])]);
  return headers;
}

function makeBody(random: Random): Buffer {
  const intents = [
    'connect',
    'disconnect',
    'save',
    'pause',
    'archive',
    'sync_again',
    'delete_everything',
    'x',
  ];
  const form = {
    intent: random.pick(intents),
    orders: 'all',
    token: random.text(32),
    settings: {},
    domain: 'x',
    customer: 'x@y',
  };
  return random.pick<() => Buffer>([
    () => Buffer.from(JSON.stringify(form)),
    () =>
      Buffer.from(
        JSON.stringify({
          orderIds: [random.pick(IDS)],
          id: 1,
          admin_graphql_api_id: 'gid://shopify/Order/1',
        }),
      ),
    () => Buffer.from('{"__proto__":{"admin":true},"constructor":{"prototype":{}},"intent":"save"}'),
    () => Buffer.from('['.repeat(random.below(20_000))),
    () => Buffer.from(`{"a":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_001)}`),
    () => Buffer.from(JSON.stringify(form).slice(0, random.below(40))),
    () => Buffer.from('intent=save&orders=all&a[b][c]=1&=&&%zz'),
    () => Buffer.from('--x\r\nContent-Disposition: form-data; name="a"; filename="../x"\r\n\r\n1\r\n--x'),
    () => Buffer.from(random.text(200), 'utf16le'),
    () => random.bytes(random.below(3_000)),
    () => Buffer.from('1e999'),
    () => (random.chance(0.05) ? Buffer.alloc(random.below(3 * 1024 * 1024), 'x') : Buffer.alloc(0)),
  ])();
}
