import { noteAccess } from '../merchant/noteAccess.server.ts';
import { readPayout } from '../money/payouts/readPayout.server.ts';
import { textsOf } from '../ui/texts.tsx';
import { csvAmount, csvHead, csvResponse, csvRow } from '../pages/csv.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { refuse } from '../pages/refuse.ts';

const PATIENCE_MS = 30_000;

/** The parts of a payout as a table for a spreadsheet. */
export const loader = forMerchant(async ({ ports, acting, shop, params, url }) => {
  const language = url.searchParams.get('language') === 'de' ? 'de' : 'en';
  const id = params['payoutId'] ?? '';
  if (!/^\d{1,20}$/.test(id)) refuse(404);
  await noteAccess(ports, acting, 'table');
  const sources = { db: ports.db, payouts: ports.shopify.payouts };
  const answer = await readPayout(sources, acting.shopId, id, AbortSignal.timeout(PATIENCE_MS));
  if (answer.kind !== 'done') refuse(404);
  const { t, day } = textsOf(language, shop.timeZone);
  const columns = (['day', 'kind', 'order', 'amount', 'fee', 'net', 'currency'] as const).map((column) =>
    t(`payouts.csv.${column}`),
  );
  const { parts, payout } = answer.value;
  // Nothing here waits; but tables are sent as lines, however they come.
  // oxlint-disable-next-line require-await
  async function* lines() {
    yield csvHead(columns, language);
    for (const part of parts) {
      const kind = part.kind ? t(`payouts.part.${part.kind}`) : part.type;
      const amounts = [part.amountCents, part.feeCents, part.netCents].map((cents) =>
        csvAmount(cents, language),
      );
      yield csvRow([day(part.day), kind, part.orderName, ...amounts, payout.currency], language);
    }
  }
  return csvResponse(lines(), `payout-${id}.csv`);
});
