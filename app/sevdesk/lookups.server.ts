import type { z } from 'zod';
import { done, type Answer } from './answer.ts';
import { unclear } from './classify.ts';
import type { AccountLookups } from './client.ts';
import { parseRows, readMatching } from './lists.server.ts';
import type { Send } from './request.server.ts';
import { countryRow, guidanceRow, paymentMethodRow, unityRow, userRow } from './schemas.ts';

/** UNECE code of "piece". */
const PIECE = 'C62';
/** Codes of the e-invoice standard: online payment, credit transfer. Names differ between accounts, these do not. */
const ONLINE_PAYMENT = '68';
const CREDIT_TRANSFER = '58';
const SMALL_BUSINESS_RULE = 11;
const STANDARD_RULE = 1;

async function readAll<T>(send: Send, path: string, schema: z.ZodType<T>): Promise<Answer<T[]>> {
  const rows = await readMatching(send, path, {}, () => true);
  return rows.kind === 'done' ? parseRows(rows.value, schema, path) : rows;
}

/**
 * The rows that can be read. Lists that only name things to choose from hold odd rows (a hidden user with next to
 * nothing, a country without code); such a row cannot be the one that is needed.
 */
async function readUsable<T>(send: Send, path: string, schema: z.ZodType<T>): Promise<Answer<T[]>> {
  const rows = await readMatching(send, path, {}, () => true);
  return rows.kind === 'done'
    ? done(
        rows.value.flatMap((row) => {
          const parsed = schema.safeParse(row);
          return parsed.success ? [parsed.data] : [];
        }),
      )
    : rows;
}

/** What every document of this account needs to name by id. */
export async function readLookups(send: Send): Promise<Answer<AccountLookups>> {
  const users = await readUsable(send, '/SevUser', userRow);
  if (users.kind !== 'done') return users;
  const unities = await readUsable(send, '/Unity', unityRow);
  if (unities.kind !== 'done') return unities;
  const methods = await readUsable(send, '/PaymentMethod', paymentMethodRow);
  if (methods.kind !== 'done') return methods;
  const countries = await readUsable(send, '/StaticCountry', countryRow);
  if (countries.kind !== 'done') return countries;

  // A hidden user would be named as contact person on every document.
  const user = users.value.find(({ hidden }) => !hidden);
  const unity = unities.value.find((row) => row.uneceTradeUnitCode === PIECE || row.name === 'Stk');
  if (!user || !unity) return unclear('unreadable', 200, 'the account shows no user or no unit "Stk"');
  const method = (code: string) => methods.value.find((row) => row.electronicInvoiceId === code)?.id ?? null;
  return done({
    accountKey: user.sevClient.id,
    contactPersonId: user.id,
    unityId: unity.id,
    onlinePaymentMethodId: method(ONLINE_PAYMENT),
    transferPaymentMethodId: method(CREDIT_TRANSFER),
    countries: countryIds(countries.value),
  });
}

/** Great Britain stands in the list twice; the one that is the whole kingdom is meant. */
function countryIds(rows: z.output<typeof countryRow>[]): Record<string, string> {
  const isWhole = (row: z.output<typeof countryRow>) =>
    /united kingdom|vereinigtes königreich/i.test(`${row.nameEn ?? ''} ${row.name ?? ''}`);
  const ids = new Map<string, string>();
  for (const row of rows) {
    const code = row.code.toUpperCase();
    if (!ids.has(code) || isWhole(row)) ids.set(code, row.id);
  }
  return Object.fromEntries(ids);
}

/**
 * Whether the account belongs to a Kleinunternehmer. Nothing says so directly: it shows in which tax rules revenue may
 * be booked under (rule 11 for them, rule 1 for everybody else).
 */
export async function readRegime(send: Send): Promise<Answer<'regular' | 'small_business'>> {
  const guidance = await readAll(send, '/ReceiptGuidance/forRevenue', guidanceRow);
  if (guidance.kind !== 'done') return guidance;
  const rules = guidance.value
    .filter((row) => row.allowedReceiptTypes.includes('REVENUE'))
    .flatMap((row) => row.allowedTaxRules.map((rule) => rule.id));
  if (rules.includes(SMALL_BUSINESS_RULE)) return done('small_business');
  if (rules.includes(STANDARD_RULE)) return done('regular');
  return unclear('unreadable', 200, 'the account allows neither tax rule 1 nor 11 for revenue');
}
