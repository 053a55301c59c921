import type { Work } from '../../../app/sync/ledger/run.server.ts';
import type { AccountView, DocumentView } from '@twins/sevdesk';
import type { Sim, SimShop } from '../world/sim.ts';
import { finding, type Finding } from './findings.ts';
import type { OrderEvidence } from './evidence.ts';

// What stands in sevdesk, held against nothing but itself and the shop it belongs to.

const isNumbered = ({ status }: DocumentView) => status > 100;

/** An account as a whole. */
export function judgeAccount(sim: Sim, shop: SimShop, account: AccountView): Finding[] {
  const own = new Set(sim.shopify.orders(shop.domain).map(({ legacyResourceId }) => legacyResourceId));
  const documents = [...account.invoices, ...account.creditNotes];
  const mails = Map.groupBy(account.mails, ({ kind, documentId }) => `${kind} ${documentId}`);
  return [
    ...documents
      .filter((one) => !isOwn(one, own))
      .map((one) => finding('leak', `${shop.account} holds ${one.marker}`)),
    ...documents
      .filter((one) => one.finalised > 1)
      .map((one) => finding('doubled', `${one.marker} finalised ${one.finalised} times`)),
    ...documents
      .filter((one) => one.paidCents > one.grossCents)
      .map((one) => finding('doubled', `${one.marker} paid more than it is worth`)),
    ...numberedTwice(account.invoices),
    ...numberedTwice(account.creditNotes),
    ...sharedNumbers(account),
    ...[...mails]
      .filter(([, sent]) => sent.length > 1)
      .map(([of]) => finding('doubled', `mail of ${of} sent more than once`)),
    ...account.invoices.flatMap((invoice) => overcredited(invoice, account.creditNotes)),
  ];
}

/** Markers read "#1001 shop-handle 6012345678901 R9001". */
const isOwn = ({ marker }: DocumentView, own: ReadonlySet<string>): boolean =>
  marker?.split(' ').some((word) => own.has(word)) ?? false;

/** At most one document with a number for each marker and type; the cancellation carries its invoice's marker. */
function numberedTwice(documents: DocumentView[]): Finding[] {
  const groups = Map.groupBy(documents.filter(isNumbered), ({ marker, type }) => `${type} ${marker}`);
  return [...groups]
    .filter(([, same]) => same.length > 1)
    .map(([of, same]) => finding('doubled', `${of} has ${same.length} numbers`));
}

/** No number stands on two credit notes, be it of other people's. */
function sharedNumbers({ creditNotes, numbersOfOthers }: AccountView): Finding[] {
  const numbers = [...creditNotes.filter(isNumbered).map(({ number }) => number), ...numbersOfOthers];
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index);
  return twice.map((number) => finding('doubled', `credit note number ${number} is given twice`));
}

function overcredited(invoice: DocumentView, creditNotes: DocumentView[]): Finding[] {
  const credits = creditNotes.filter((one) => isNumbered(one) && one.originId === invoice.id);
  const credited = credits.reduce((sum, one) => sum + one.grossCents, 0);
  return credited > invoice.grossCents
    ? [finding('wrong', `${invoice.marker}: ${credited} credited of ${invoice.grossCents}`)]
    : [];
}

/** An order's documents in sevdesk are those of the ledger, to the cent and rate, and no others. */
export function judgeBooks(evidence: OrderEvidence): Finding[] {
  const { ledger, invoices, creditNotes, order } = evidence;
  const seen = [...invoices, ...creditNotes];
  const issued = ledger.filter(({ state }) => state === 'open' || state === 'done');
  const known = new Set(ledger.map(({ sevdeskId }) => sevdeskId));
  const strangers = seen.filter((one) => !known.has(one.id));
  return [
    ...strangers.map((one) =>
      finding(
        isNumbered(one) ? 'doubled' : 'unfinished',
        `${one.marker}: ${one.type} ${one.id} (${one.status}) is unknown to the ledger`,
      ),
    ),
    ...issued.flatMap((work) =>
      judgeDocument(
        work,
        seen.find((one) => one.id === work.sevdeskId && one.kind === work.remoteKind),
        order.name,
      ),
    ),
  ];
}

function judgeDocument(work: Work, seen: DocumentView | undefined, order: string): Finding[] {
  const of = `${order} ${work.kind}`;
  if (!seen) return [finding('lost', `${of}: ${work.number} is not in sevdesk`)];
  const findings: Finding[] = [];
  const sign = work.kind === 'cancellation' ? Math.abs : (amount: number) => amount;
  if (!isNumbered(seen)) findings.push(finding('lost', `${of}: counts as issued, but is a draft`));
  if (sign(seen.grossCents) !== sign(work.plan.gross))
    findings.push(finding('wrong', `${of}: ${seen.grossCents} instead of ${work.plan.gross}`));
  findings.push(...judgeRates(work, seen, of), ...judgeMoney(work, seen, of));
  return findings;
}

/**
 * Gross and tax of each rate. sevdesk rounds tax for each position, and may do so per piece: what the control after
 * writing allows for the whole document (judgeDocument: half a cent per position) is no difference here either.
 */
function judgeRates(work: Work, seen: DocumentView, of: string): Finding[] {
  const rates = new Set(work.plan.positions.map(({ rate }) => rate));
  return [...rates].flatMap((rate) => {
    const planned = work.plan.positions.filter((one) => one.rate === rate);
    const found = seen.positions.filter((one) => Math.round(one.rate * 100) === rate);
    const total = <T>(list: T[], amount: (one: T) => number) =>
      Math.abs(list.reduce((sum, one) => sum + amount(one), 0));
    const gross = total(found, (one) => one.grossCents) === total(planned, (one) => one.gross);
    const tax =
      Math.abs(total(found, (one) => one.taxCents) - total(planned, (one) => one.tax)) * 2 <=
      work.plan.positions.length;
    return gross && tax ? [] : [finding('wrong', `${of}: other sums at rate ${rate}`)];
  });
}

/** Each booking of the ledger stands in sevdesk once. */
function judgeMoney({ bookings, plan }: Work, seen: DocumentView, of: string): Finding[] {
  const expected = bookings.filter(({ state }) => state === 'booked').map(({ amountCents }) => amountCents);
  const found = seen.bookings.map(({ amountCents }) => Math.abs(amountCents));
  const sorted = (amounts: number[]) => [...amounts].sort((a, b) => a - b).join(' ');
  if (sorted(expected) === sorted(found)) return [];
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  // Paid by hand at one go what the connector would have booked in parts.
  if (sum(found) === sum(expected) && sum(found) === plan.gross) return [];
  const kind = sum(found) > sum(expected) ? 'doubled' : 'lost';
  return [
    finding(kind, `${of}: booked ${sorted(found) || 'nothing'} instead of ${sorted(expected) || 'nothing'}`),
  ];
}
