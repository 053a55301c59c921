import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { shopEmailContext } from '../../app/platform/encryptionContexts.ts';
import { useDatabase } from '../support/database.ts';

// The command as an operator runs it; what it does to each table is app/platform/rotateKeys.test.ts.

const database = useDatabase();
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

function rotate(env: Partial<NodeJS.ProcessEnv>) {
  const run = spawnSync(process.execPath, ['scripts/ops/rotateKeys.ts'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NODE_ENV: 'development', ...env },
  });
  return { code: run.status, said: run.stdout, wrong: run.stderr };
}

const environment = (keys: string) => ({
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: database.url,
  SHOPIFY_API_KEY: 'client-id',
  SHOPIFY_API_SECRET: 'the-client-secret',
  ENCRYPTION_KEYS: keys,
});
const named = (id: string, key: Buffer) => `${id}:${key.toString('base64')}`;

describe('npm run rotate-keys', () => {
  it('without an environment says what is missing', () => {
    const { code, wrong } = rotate({});
    expect(code).toBe(2);
    expect(wrong).toContain('ENCRYPTION_KEYS is missing');
    expect(wrong).not.toContain('    at ');
  });

  it('leaves nothing that needs the old key, which can then go', async () => {
    const { db } = database;
    const before = createEncryption([{ id: 'k1', key: oldKey }]);
    const shop = await db.shop.create({ data: { domain: 'rotated.myshopify.com' } });
    const emailEncrypted = before.encrypt('owner@example.com', shopEmailContext(shop.id));
    await db.shop.update({ where: { id: shop.id }, data: { emailEncrypted } });

    const { code, said } = rotate(environment(`${named('k2', newKey)},${named('k1', oldKey)}`));
    expect(said).toContain('Done. The other keys can be taken out of ENCRYPTION_KEYS.');
    expect(code).toBe(0);
    const row = await db.shop.findUniqueOrThrow({ where: { id: shop.id } });
    const after = createEncryption([{ id: 'k2', key: newKey }]);
    expect(after.decrypt(row.emailEncrypted!, shopEmailContext(shop.id))).toBe('owner@example.com');
  });

  it('with another key under a known name says so and touches nothing', () => {
    const { code, wrong } = rotate(environment(named('k2', randomBytes(32))));
    expect(code).toBe(2);
    expect(wrong).toContain('k2');
    expect(wrong).not.toContain('    at ');
  });
});
