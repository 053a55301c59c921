import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Shop } from './shop.server.ts';

/** Keeps the language of the admin that looked last: alert mails are written in it. */
export async function rememberLocale(db: DatabaseOrTx, shop: Shop, locale: string | null): Promise<void> {
  if (!locale || !/^[a-z]{2}(-[A-Za-z]{2,4})?$/.test(locale) || locale === shop.locale) return;
  await db.shop.update({ where: { id: shop.id }, data: { locale } });
}
