import { expect, it } from 'vitest';
import { createLog } from './log.server.ts';

const SECRET = 'a-client-secret-of-shopify';

function listen(level = 'debug') {
  const lines: string[] = [];
  const log = createLog({ level, secrets: [SECRET], write: (line) => lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

it('says one event with its facts', () => {
  const { log, last } = listen();
  log.info('order read', {
    shopId: 'b0c1',
    orderGid: 'gid://shopify/Order/820982911946154508',
    durationMs: 12.5,
  });
  expect(last()).toMatchObject({
    msg: 'order read',
    shopId: 'b0c1',
    orderGid: 'gid://shopify/Order/820982911946154508',
    durationMs: 12.5,
  });
});

it('lets no field through that is not on the list', () => {
  const { log, lines } = listen();
  const slip = { buyer: 'Erika', email: 'erika@example.com', body: '{}', headers: { cookie: 'x' } };
  log.info('order read', { step: 'read', ...slip });
  expect(lines[0]).not.toMatch(/Erika|example|cookie|body/);
});

it.each([
  ['a name', 'Erika Mustermann'],
  ['a name with an umlaut', 'Müller'],
  ['an e-mail address', 'erika@example.com'],
  ['a street', 'Hauptstr. 5'],
  ['a JSON body', '{"first_name":"Erika"}'],
  ['a known secret', `x${SECRET}x`],
  ['a Shopify token', 'shpat_0123456789abcdef'],
  ['a refresh token', 'shprt_0123456789abcdef'],
  ['a session token', 'eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoieCJ9.c2ln'],
  ['a sevdesk key', '0123456789abcdef0123456789abcdef'],
])('takes out %s, whatever field it stands in', (_, value) => {
  const { log, lines } = listen();
  log.with({ code: value }).error('step failed', { step: value, orderId: value, error: new Error(value) });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(value);
});

it('tells of an error what it is and where it came from, not what it says', () => {
  const { log, last } = listen();
  const error = Object.assign(new TypeError('no row for erika@example.com'), { code: 'ECONNREFUSED' });
  log.error('step failed', { error });
  expect(last()).toMatchObject({ error: 'TypeError', errorCode: 'ECONNREFUSED' });
  expect(last()['errorAt']).toEqual(expect.arrayContaining([expect.stringContaining('log.test.ts')]));
});

it('takes no message of a thrown string either', () => {
  const { log, lines } = listen();
  log.error('step failed', { error: 'erika@example.com' });
  expect(lines[0]).not.toContain('erika');
});

it('is silent below its level', () => {
  const { log, lines } = listen('warn');
  log.info('order read');
  expect(lines).toEqual([]);
});
