import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseConfig } from './config.server.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const complete = () => ({
  NODE_ENV: 'production',
  APP_URL: 'https://app.example.de/',
  DATABASE_URL: 'postgresql://app:pw@db:5432/app',
  SHOPIFY_API_KEY: 'client-id',
  SHOPIFY_API_SECRET: 'shpss_9f86d081884c7d659a2feaa0',
  ENCRYPTION_KEYS: key('k1'),
});
const reject = (env: Record<string, string | undefined>) => {
  try {
    parseConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the environment was accepted');
};

it('reads a complete environment and fills in the rest', () => {
  expect(parseConfig(complete())).toMatchObject({
    production: true,
    appUrl: 'https://app.example.de',
    port: 3000,
    sevdeskApiUrl: 'https://my.sevdesk.de/api/v1',
    viesApiUrl: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
    shopify: { secrets: ['shpss_9f86d081884c7d659a2feaa0'], twinUrl: null },
    metricsToken: null,
    supportEmail: null,
    mail: null,
  });
});

it('is strict unless something else is asked for', () => {
  const { NODE_ENV: _, ...forgotten } = complete();
  expect(parseConfig(forgotten)).toMatchObject({ production: true, requests: { proxyHops: 1 } });
  expect(reject({ ...forgotten, APP_URL: 'http://app.example.de' })).toContain('APP_URL is refused');
});

it('takes no address with a path, where nothing of the app would be found', () => {
  for (const more of ['/connector', '/?x=1', '/#x'])
    expect(reject({ ...complete(), APP_URL: `https://app.example.de${more}` })).toContain('APP_URL is wrong');
});

it('does not mind blanks around a value', () => {
  const blanks = { SHOPIFY_API_SECRET: ' shpss_9f86d081884c7d659a2feaa0\n', SHOPIFY_API_KEY: 'client-id ' };
  const config = parseConfig({ ...complete(), ...blanks });
  expect(config.shopify).toMatchObject({ apiKey: 'client-id', secrets: ['shpss_9f86d081884c7d659a2feaa0'] });
});

it('names every missing variable at once, each with how to mend it', () => {
  const message = reject({});
  for (const name of [
    'APP_URL',
    'DATABASE_URL',
    'SHOPIFY_API_KEY',
    'SHOPIFY_API_SECRET',
    'ENCRYPTION_KEYS',
  ]) {
    expect(message).toMatch(new RegExp(`- ${name} is missing: .{10,}`));
  }
});

it('names every wrong variable at once', () => {
  const message = reject({
    ...complete(),
    PORT: '70000',
    DATABASE_URL: 'mysql://db/app',
    ENCRYPTION_KEYS: 'k1:c2hvcnQ=,K!:x',
    METRICS_TOKEN: 'short',
  });
  for (const name of ['PORT', 'DATABASE_URL', 'ENCRYPTION_KEYS', 'METRICS_TOKEN']) {
    expect(message).toContain(`${name} is wrong`);
  }
});

it('says of what is no address that it is none', () => {
  expect(reject({ ...complete(), APP_URL: 'not an address' })).toContain('APP_URL is wrong');
});

it('treats an empty variable as missing', () => {
  expect(reject({ ...complete(), SHOPIFY_API_KEY: '' })).toContain('SHOPIFY_API_KEY is missing');
});

it.each([
  ['SHOPIFY_TWIN_URL', 'http://127.0.0.1:4000'],
  ['SHOPIFY_APP_BRIDGE_URL', 'http://127.0.0.1:4000/app-bridge.js'],
  ['SEVDESK_API_URL', 'http://127.0.0.1:4001/api/v1'],
  ['VIES_API_URL', 'http://127.0.0.1:4002/rest-api'],
  ['APP_URL', 'http://app.example.de'],
  ['SHOPIFY_API_SECRET', 'demo-demo-demo-demo'],
  ['ENCRYPTION_KEYS', `k1:${Buffer.alloc(32, 1).toString('base64')}`],
])('refuses %s=%s in production, and takes it elsewhere', (name, value) => {
  expect(reject({ ...complete(), [name]: value })).toContain(`${name} is refused in production`);
  expect(() => parseConfig({ ...complete(), NODE_ENV: 'development', [name]: value })).not.toThrow();
});

it('never repeats a secret in its message', () => {
  const message = reject({
    ...complete(),
    SHOPIFY_API_SECRET: 'tooshortsecret',
    ENCRYPTION_KEYS: 'k1:c2hvcnQ=',
  });
  expect(message).not.toMatch(/tooshortsecret|c2hvcnQ/);
});

it('knows both client secrets while one is rotated, the new one first', () => {
  const config = parseConfig({
    ...complete(),
    SHOPIFY_API_SECRET_PREVIOUS: 'shpss_60303ae22b998861bce3b28f',
  });
  expect(config.shopify.secrets).toEqual([
    'shpss_9f86d081884c7d659a2feaa0',
    'shpss_60303ae22b998861bce3b28f',
  ]);
});

it('wants a sender address when mails are to be sent', () => {
  const message = reject({ ...complete(), SMTP_URL: 'smtp://mail.example.de:587' });
  expect(message).toContain('MAIL_FROM is missing');
});
