import { noteAccess } from '../merchant/noteAccess.server.ts';
import { listOrders } from '../orders/read/listOrders.server.ts';
import type { OrderListQuery } from '../orders/read/views.ts';
import { gatewayName } from '../ui/gatewayName.ts';
import { textsOf } from '../ui/texts.tsx';
import { readLogQuery } from '../ui/orders/logQuery.ts';
import { csvHead, csvResponse } from '../pages/csv.ts';
import { csvLine } from '../pages/orderCsv.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { problemTitle } from '../pages/problemTexts.server.ts';

/** More than a spreadsheet is looked at; whoever needs more narrows the filter by date. */
const MOST = 50_000;
const PAGE = 500;

/** The orders of a filter as a table for a spreadsheet, sent while it is read. */
export const loader = forMerchant(async ({ ports, acting, shop, url }) => {
  const language = url.searchParams.get('language') === 'de' ? 'de' : 'en';
  await noteAccess(ports, acting, 'table');
  const { t } = textsOf(language, shop.timeZone);
  const titles = [
    ...(['order', 'when', 'customer', 'total', 'currency', 'payment', 'status', 'reason'] as const),
    ...(['invoice', 'creditNotes'] as const),
  ].map((column) => t(`log.export.${column}`));
  async function* lines() {
    yield csvHead(titles, language);
    let query: OrderListQuery = { ...readLogQuery(url.searchParams), cursor: null, pageSize: PAGE };
    for (let written = 0; written < MOST; written += PAGE) {
      const page = await listOrders(ports, acting.shopId, query);
      for (const row of page.rows) {
        const reason = row.problem && problemTitle(row.problem.code, row.problem.facts)[language];
        const gateway = row.gateway && gatewayName(row.gateway, null, t);
        const creditNotes = row.creditNumbers.join(' ');
        const told = { ...row, gateway, creditNotes, state: t(`state.${row.state}`), reason };
        yield csvLine(told, language, shop.timeZone);
      }
      if (page.next === null) return;
      query = { ...query, cursor: page.next };
    }
  }
  return csvResponse(lines(), 'sevdesk-orders.csv');
});
