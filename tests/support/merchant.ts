import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Acting, MerchantPorts } from '../../app/merchant/ports.server.ts';
import { systemClock } from '../../app/platform/clock.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { createSevdeskClient } from '../../app/sevdesk/createClient.server.ts';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { useDatabase } from './database.ts';

/** The merchant room with a real database and a sevdesk twin behind it. */
export interface MerchantWorld {
  readonly ports: MerchantPorts;
  readonly twin: SevdeskTwin;
  /** A newly installed shop and its merchant. */
  newShop(): Promise<Acting>;
  /** A new sevdesk account; answers its token. */
  newAccount(definition?: { regime?: 'regular' | 'small_business'; version?: '1.0' | '2.0' }): string;
}

export function merchantWorld(): MerchantWorld {
  const database = useDatabase();
  const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
  let twin: SevdeskTwin | undefined;
  beforeAll(async () => {
    twin = await startSevdeskTwin();
  });
  afterAll(() => twin?.close());

  const sevdesk = (token: string) =>
    createSevdeskClient({ baseUrl: twin!.apiUrl, token, pace: () => Promise.resolve(), timeoutMs: 2_000 });
  return {
    get ports() {
      return { db: database.db, encryption, clock: systemClock, sevdesk };
    },
    get twin() {
      return twin!;
    },
    async newShop() {
      const domain = `${randomUUID()}.myshopify.com`;
      const shop = await database.db.shop.create({ data: { domain, installedAt: new Date() } });
      return { shopId: shop.id, actor: 'user:1' };
    },
    newAccount(definition = {}) {
      const token = randomBytes(16).toString('hex');
      twin!.addAccount({ name: token, tokens: [token], ...definition });
      return token;
    },
  };
}
