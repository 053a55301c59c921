import { randomBytes, randomUUID } from 'node:crypto';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { SignJWT } from 'jose';
import { afterAll, beforeAll } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { createEncryption } from '../../platform/encryption.server.ts';
import { tokenContext } from '../../platform/encryptionContexts.ts';

// The world around the extensions' endpoints: a database, sevdesk's twin, and session tokens as Shopify signs them. The
// endpoints find all of it where the running app does, in the environment.

const secret = 'client-secret-of-the-tests';
const key = randomBytes(32);
/** The app's own, for what a test makes in its place. */
export const encryption = createEncryption([{ id: 'k1', key }]);

export const APP_URL = 'https://connector.example';

/** Installs shops and makes their orders; every test file has a database and a sevdesk of its own. */
export function extensionWorld() {
  const database = useDatabase();
  let twin: SevdeskTwin | undefined;

  beforeAll(async () => {
    twin = await startSevdeskTwin({ tenants: [] });
    Object.assign(process.env, {
      NODE_ENV: 'test',
      APP_URL,
      DATABASE_URL: database.url,
      SHOPIFY_API_KEY: 'app-key',
      SHOPIFY_API_SECRET: secret,
      SEVDESK_API_URL: twin.apiUrl,
      ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
    });
  });
  afterAll(() => twin?.close());

  return {
    get db() {
      return database.db;
    },
    get sevdesk() {
      return twin!;
    },
    /** A shop that is installed and connected to a sevdesk account of its own. */
    async installShop(name: string) {
      const token = randomBytes(16).toString('hex');
      const accountKey = `account-${name}`;
      twin!.addAccount({ name, tokens: [token] });
      const shop = await database.db.shop.create({ data: { domain: `${name}.myshopify.com` } });
      await database.db.sevdeskConnection.create({
        data: {
          shopId: shop.id,
          tokenEncrypted: encryption.encrypt(token, tokenContext(shop.id)),
          tokenLast4: token.slice(-4),
          accountKey,
          systemVersion: '2.0',
          regime: 'regular',
          contactPersonId: '1',
          requestsPerSecond: 100,
          facts: {
            accountKey,
            contactPersonId: '1',
            unityId: '1',
            countries: {},
            onlinePaymentMethodId: null,
            transferPaymentMethodId: null,
          },
        },
      });
      return { id: shop.id, domain: shop.domain, name, token };
    },
  };
}

export type InstalledShop = Awaited<ReturnType<ReturnType<typeof extensionWorld>['installShop']>>;

/** `Authorization` of somebody in that shop's admin, now or `age` seconds ago. */
export async function bearer(domain: string, { age = 0, signedWith = secret } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000) - age;
  const claims = { iss: `https://${domain}/admin`, dest: `https://${domain}`, aud: 'app-key', sub: '42' };
  const token = await new SignJWT({ ...claims, nbf: now, iat: now, exp: now + 60, jti: randomUUID() })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(signedWith));
  return `Bearer ${token}`;
}

interface Asking {
  method?: string;
  authorization?: string | null;
  body?: unknown;
  origin?: string;
  params?: Record<string, string>;
}

/** What Remix gives to a loader or an action for that request. */
export function request(path: string, { method = 'GET', authorization, body, origin, params = {} }: Asking) {
  const headers = new Headers();
  if (authorization) headers.set('Authorization', authorization);
  if (origin) headers.set('Origin', origin);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return { request: new Request(new URL(path, APP_URL), init), params, context: {} } as LoaderFunctionArgs;
}
