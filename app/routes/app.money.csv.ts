import { berlinDay } from '../accounting/day.ts';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { listFees, type FeeLine } from '../money/fees/listFees.server.ts';
import { readSheet } from '../money/sheets/readSheet.server.ts';
import { textsOf, type Texts } from '../ui/texts.tsx';
import { gatewayName } from '../ui/gatewayName.ts';
import { readMoneyQuery, type MoneyQuery } from '../ui/money/moneyQuery.ts';
import { csvAmount, csvHead, csvResponse, csvRow } from '../pages/csv.ts';
import { forMerchant, type Merchant } from '../pages/forMerchant.server.ts';
import { refuse } from '../pages/refuse.ts';

/** More than a spreadsheet is looked at; whoever needs more narrows the period. */
const MOST = 50_000;
const PAGE = 500;

/** An account's sheet, or the fees of payments, as a table for a spreadsheet, sent while it is read. */
export const loader = forMerchant(async (merchant) => {
  const { ports, acting, shop, url } = merchant;
  const language = url.searchParams.get('language') === 'de' ? 'de' : 'en';
  const query = readMoneyQuery(url.searchParams, berlinDay(ports.clock.now().toISOString()));
  await noteAccess(ports, acting, 'table');
  const texts = textsOf(language, shop.timeZone);
  if (url.searchParams.get('what') === 'fees')
    return csvResponse(feeLines(merchant, query, texts), 'sevdesk-fees.csv');
  if (!query.account) refuse(404);
  return csvResponse(sheetLines(merchant, query, query.account, texts), 'sevdesk-sheet.csv');
});

async function* sheetLines(
  { ports, acting }: Merchant,
  { period }: MoneyQuery,
  account: NonNullable<MoneyQuery['account']>,
  { t, day, language }: Texts,
) {
  const columns = (['day', 'kind', 'order', 'document', 'gateway', 'amount'] as const).map((column) =>
    t(`money.csv.${column}`),
  );
  yield csvHead(columns, language);
  let cursor: string | null = null;
  for (let written = 0; written < MOST; written += PAGE) {
    const page = await readSheet(ports.db, acting.shopId, account, period, cursor, PAGE);
    for (const line of page.lines) {
      const kind = t(`money.sheet.kind.${line.kind}`);
      const number = line.document?.number ?? null;
      const gateway = gatewayName(line.gateway, null, t);
      const amount = csvAmount(line.amountCents, language);
      yield csvRow([day(line.day), kind, line.orderName, number, gateway, amount], language);
    }
    if (page.next === null) return;
    cursor = page.next;
  }
}

async function* feeLines({ ports, acting }: Merchant, { period }: MoneyQuery, { t, day, language }: Texts) {
  const columns = (['day', 'order', 'gateway', 'fee', 'tax', 'currency'] as const).map((column) =>
    t(`money.csv.${column}`),
  );
  yield csvHead(columns, language);
  let after: FeeLine | null = null;
  for (let written = 0; written < MOST; written += PAGE) {
    const page: FeeLine[] = await listFees(ports.db, acting.shopId, period, after, PAGE);
    for (const line of page) {
      const { orderName, currency } = line;
      const [fee, tax] = [csvAmount(line.feeCents, language), csvAmount(line.taxCents, language)];
      yield csvRow(
        [day(line.day), orderName, gatewayName(line.gateway, null, t), fee, tax, currency],
        language,
      );
    }
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}
