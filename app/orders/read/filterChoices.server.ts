import type { Database } from '../../platform/database.server.ts';
import type { FilterChoices } from './views.ts';

/** What the filters of the log offer: the problems there are now, and the gateways that are mapped or were used lately. */
export async function filterChoices({ db }: { db: Database }, shopId: string): Promise<FilterChoices> {
  const [problems, gateways] = await Promise.all([
    db.$queryRaw<{ code: string }[]>`
      select distinct problem_code as code from order_sync
      where shop_id = ${shopId}::uuid and problem_code is not null order by 1`,
    db.$queryRaw<{ gateway: string }[]>`
      select gateway from gateway_account where shop_id = ${shopId}::uuid and gateway <> '*'
      union
      select gateway from (
        select gateway from order_sync where shop_id = ${shopId}::uuid and archived = false
        order by listed_at desc limit 1000) as recent
      where gateway is not null order by 1`,
  ]);
  return { problemCodes: problems.map(({ code }) => code), gateways: gateways.map(({ gateway }) => gateway) };
}
