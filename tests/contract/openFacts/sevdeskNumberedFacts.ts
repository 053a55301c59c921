import { cents, rate } from '../../../app/accounting/money.ts';
import { berlinDay } from '../../../app/accounting/day.ts';
import type { DocumentState } from '../../../app/sevdesk/client.ts';
import { someCreditNote, someInvoice, someRecipient } from '../../support/sevdesk.ts';
import { notSeen, seen, type OpenFact } from './openFact.ts';
import { done, told, type SevdeskAccount } from './sevdeskAccount.ts';

// Asked with documents that get a number or a booking, and so stay.

async function opened(account: SevdeskAccount, name: string, changes = {}): Promise<DocumentState> {
  const { id } = done(await account.draft(name, changes));
  return done(await account.client.finalise('invoice', id));
}

/** A credit note over the shipping of an invoice, finalised; the answer of the finalising. */
async function credited(
  account: SevdeskAccount,
  invoice: DocumentState,
  name: string,
  gross: number,
  number?: string,
) {
  const { client, draft, marker, today } = account;
  const next = number ?? done(await client.nextCreditNoteNumber());
  const [position] = someCreditNote().positions;
  const document = someCreditNote({
    ...{ marker: marker(name), date: today, deliveryDate: today, gross: cents(gross) },
    positions: [{ ...position!, unitGross: cents(gross), gross: cents(gross) }],
  });
  const saved = await draft(name, document, { refersToId: invoice.id, number: next });
  return saved.kind === 'done' ? client.finalise('credit_note', saved.value.id) : saved;
}

async function bookings(account: SevdeskAccount) {
  const offline = done(await account.client.checkAccounts()).find(
    ({ type, active }) => type === 'offline' && active,
  );
  return { checkAccountId: offline!.id, day: account.today };
}

export const sevdeskNumberedFacts: readonly OpenFact<SevdeskAccount>[] = [
  {
    id: 'finalise-twice',
    question: 'What does a second sendBy on an open invoice do?',
    until: 'the status is read before a finalising is repeated.',
    costs: true,
    async ask(account) {
      const first = await opened(account, 'twice');
      const again = await account.client.finalise('invoice', first.id);
      const after = done(await account.client.get('invoice', first.id));
      const same = after.number === first.number ? 'the number stays' : `the number became another`;
      return seen(
        `${told(again)} Afterwards ${same}, update ${after.updatedAt === first.updatedAt ? 'did not move' : 'moved'}.`,
      );
    },
  },
  {
    id: 'no-address',
    question:
      'Is an invoice finalised that has name and country only (up to 250 EUR), its contact without an address?',
    until: 'a refusal parks the order by name, and the draft is taken away.',
    costs: true,
    async ask(account) {
      const address = { street: null, zip: null, city: null };
      const contactId = await account.newContact();
      const recipient = { ...someInvoice().recipient, ...address };
      const saved = await account.draft('bare', { recipient }, { contactId });
      if (saved.kind !== 'done') return seen(told(saved));
      return seen(told(await account.client.finalise('invoice', saved.value.id)));
    },
  },
  {
    id: 'last-month',
    question: 'Is an invoice finalised that is dated a month back?',
    until: 'a refusal parks the order by name.',
    costs: true,
    async ask(account) {
      const date = berlinDay(new Date(Date.now() - 31 * 86_400_000).toISOString());
      const saved = await account.draft('back', { date, deliveryDate: date });
      if (saved.kind !== 'done') return seen(told(saved));
      return seen(told(await account.client.finalise('invoice', saved.value.id)));
    },
  },
  {
    id: 'oss-finalised',
    question: 'Is an invoice under rule 18 finalised?',
    until: 'a refusal parks the order by name.',
    costs: true,
    async ask(account) {
      const [shirt] = someInvoice().positions;
      const saved = await account.draft('oss', {
        taxRule: 18,
        recipient: { ...someRecipient, countryCode: 'FR' },
        deliveryCountry: 'FR',
        positions: [{ ...shirt!, unitGross: cents(1200), gross: cents(1200), rate: rate(2000) }],
      });
      if (saved.kind !== 'done') return seen(told(saved));
      return seen(told(await account.client.finalise('invoice', saved.value.id)));
    },
  },
  {
    id: 'booking-moves-update',
    question: 'Does a booking move Invoice.update?',
    until: 'whatever moved is compared by its content, and all of it once a day.',
    costs: true,
    async ask(account) {
      const invoice = await opened(account, 'booked');
      const booking = { ...(await bookings(account)), amount: cents(1680), full: true };
      done(await account.client.book('invoice', invoice.id, booking));
      const after = done(await account.client.get('invoice', invoice.id));
      return seen(after.updatedAt === invoice.updatedAt ? 'No, within the same second at least.' : 'Yes.');
    },
  },
  {
    id: 'cancel-paid',
    question: 'What does cancelInvoice make of a paid invoice?',
    until: 'cancellation invoice and credit note are both read.',
    costs: true,
    async ask(account) {
      const invoice = await opened(account, 'cancel paid');
      const booking = { ...(await bookings(account)), amount: cents(1680), full: true };
      done(await account.client.book('invoice', invoice.id, booking));
      const answer = await account.client.cancelInvoice(invoice.id);
      const what = answer.kind === 'done' ? `A ${answer.value.type.replace('_', ' ')}. ` : '';
      return seen(`${what}${told(answer)}`);
    },
  },
  {
    id: 'several-credit-notes',
    question: 'Can several partial credit notes of one invoice be finalised (under § 19 too)?',
    until: 'a refusal parks the refund by name.',
    costs: true,
    async ask(account) {
      const invoice = await opened(account, 'credited twice');
      const answers = [
        await credited(account, invoice, 'first part', 490),
        await credited(account, invoice, 'second part', 300),
      ];
      return seen(answers.map((answer) => told(answer)).join(' Then: '));
    },
  },
  {
    id: 'number-taken',
    question: 'Is a credit note refused that carries a number that is taken?',
    until: 'numbers are proven free immediately before a credit note is finalised.',
    costs: true,
    async ask(account) {
      const invoice = await opened(account, 'numbers');
      const first = done(await credited(account, invoice, 'taken', 490));
      return seen(told(await credited(account, invoice, 'taking', 300, first.number!)));
    },
  },
  {
    id: 'credit-booking-sign',
    question: 'With which sign is a credit note paid out on an offline account?',
    until: 'it is booked with a positive amount, and its status is read afterwards.',
    costs: true,
    async ask(account) {
      const invoice = await opened(account, 'sign');
      const note = done(await credited(account, invoice, 'sign back', 490));
      const booking = { ...(await bookings(account)), amount: cents(490), full: true };
      const answer = await account.client.book('credit_note', note.id, booking);
      return seen(
        answer.kind === 'done'
          ? `Positive: ${answer.value.fromStatus} became ${answer.value.toStatus}.`
          : `A positive amount is not taken: ${JSON.stringify(answer).slice(0, 200)}`,
      );
    },
  },
  {
    id: 'reset-enshrined',
    question: 'Can an invoice that sendBy has locked be set back to a draft?',
    until: 'the product never tries; a person who does is found by the comparison.',
    costs: true,
    async ask(account) {
      const { id } = await opened(account, 'reset');
      const { status } = await account.raw('PUT', `/Invoice/${id}/resetToDraft`);
      const after = done(await account.client.get('invoice', id));
      return seen(`${status}; afterwards ${after.status}.`);
    },
  },
  {
    id: 'e-invoice',
    question: 'Is the XML of an e-invoice with gross prices valid, and where does 830 come?',
    until: 'the product makes no e-invoices.',
    ask: () => Promise.resolve(notSeen('the product makes no e-invoices')),
  },
  {
    id: 'vat-period',
    question: 'Which date decides the VAT period, and is sendBy refused in an exported month?',
    until: 'invoice date and delivery date lie in the same month unless the merchant chose otherwise.',
    ask: () => Promise.resolve(notSeen('nothing in the API shows it: look at the VAT return in sevdesk')),
  },
  {
    id: 'line-break',
    question: 'What does a bare line break in the texts print?',
    until: 'texts are written so that either reading prints well.',
    ask: () => Promise.resolve(notSeen('only the eye sees it: open the PDF of any invoice with an intro')),
  },
];
