import type { Account } from './account.ts';
import type { SevdeskTwinControl } from './control.ts';
import type { DocumentKind, TwinDocument } from './documents.ts';
import { peekNumber, takeNumber } from './sequences.ts';
import { payableDocument, settle, unsettle } from './settlement.ts';
import type { World } from './world.ts';

type Bookkeeper = Pick<
  SevdeskTwinControl,
  | 'markPaid'
  | 'releasePayment'
  | 'changeDocument'
  | 'deleteDocument'
  | 'duplicateDocument'
  | 'finaliseDocument'
  | 'setNumberFormat'
  | 'takeCreditNoteNumber'
  | 'deleteContact'
>;

/** What a person does in sevdesk by hand, around the API and its rules. */
export function createBookkeeper(world: World, now: () => number): Bookkeeper {
  const find = (of: { account: string; kind: DocumentKind; id: string }): [Account, TwinDocument] => {
    const account = world.named(of.account);
    const document = account.store(of.kind).get(Number(of.id));
    if (!document) throw new Error(`account ${of.account} has no ${of.kind} ${of.id}`);
    return [account, document];
  };
  const change = (account: Account, document: TwinDocument, changes: Partial<TwinDocument>) =>
    account.store(document.kind).change(document, now(), changes);

  return {
    markPaid(of) {
      const [account, document] = find(of);
      const checkAccount = [...account.checkAccounts.values()].find((entry) => entry.type === 'offline')!;
      const open = document.sums.gross - document.paid;
      const amount = of.kind === 'invoice' ? open : -open;
      const payment = {
        amount,
        date: now(),
        type: 'N',
        checkAccountId: checkAccount.id,
        transactionId: null,
      };
      settle(
        { account, now: now(), nextId: world.nextId },
        payableDocument(account, document, now()),
        payment,
        open,
        { transactionAmount: amount },
      );
    },
    releasePayment(of) {
      const [account, document] = find(of);
      unsettle(account, payableDocument(account, document, now()), now());
    },
    changeDocument({ changes: { marker, header, grossCents }, ...of }) {
      const [account, document] = find(of);
      const { net, tax, gross } = document.sums;
      const difference = (grossCents ?? gross) - gross;
      change(account, document, {
        ...(marker === undefined ? {} : { marker }),
        ...(header === undefined ? {} : { header }),
        sums: { net: net + difference, tax, gross: gross + difference },
      });
    },
    deleteDocument(of) {
      const [account, document] = find(of);
      account.store(of.kind).remove(document);
    },
    duplicateDocument(of) {
      const [account, document] = find(of);
      const id = world.nextId(of.kind === 'invoice' ? 'Invoice' : 'CreditNote');
      account.store(of.kind).add({
        ...document,
        id,
        number: null,
        status: 100,
        enshrined: null,
        sendDate: null,
        sendType: null,
        paid: 0,
        accountingGross: null,
        bookings: [],
        finalised: 0,
        create: now(),
        update: now(),
      });
      return { id: String(id) };
    },
    finaliseDocument(of) {
      const [account, document] = find(of);
      const { invoice, creditNote } = account.numbers;
      const next = peekNumber(creditNote, now());
      const takes = of.kind === 'credit_note' && (document.number ?? next) === next;
      const number =
        of.kind === 'invoice'
          ? (document.number ?? takeNumber(invoice, now()))
          : takes
            ? takeNumber(creditNote, now())
            : document.number;
      const sent = { enshrined: now(), sendDate: now(), sendType: 'VPDF', finalised: document.finalised + 1 };
      change(account, document, { number, status: 200, ...sent });
    },
    setNumberFormat({ account, kind, format, next }) {
      const { numbers } = world.named(account);
      const sequence = kind === 'invoice' ? numbers.invoice : numbers.creditNote;
      sequence.format = format;
      sequence.next = next ?? sequence.next;
    },
    takeCreditNoteNumber({ account }) {
      const { numbers, numbersOfOthers } = world.named(account);
      numbersOfOthers.push(takeNumber(numbers.creditNote, now()));
    },
    deleteContact({ account, id }) {
      const contact = world.named(account).contacts.get(Number(id));
      if (!contact) throw new Error(`account ${account} has no contact ${id}`);
      world.named(account).removeContact(contact);
    },
  };
}
