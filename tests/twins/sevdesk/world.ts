import { Account, type AccountDefinition } from './account.ts';

/** The token of the account that a twin has when nothing else is asked for. */
export const DEFAULT_TOKEN = 'feedc0de5e7de5c0feedc0de5e7de5c0';

const defaults = {
  tokens: [DEFAULT_TOKEN],
  regime: 'regular',
  version: '2.0',
  showNetByDefault: true,
  quantityRounding: 'per_line',
  creditNoteBookingSign: 'positive',
  pdfAs: 'envelope',
  pdfEncoding: 'honest',
  nameIsAddress: true,
  matchMovesUpdate: false,
  formerOssRates: 'by_date',
  createFromInvoiceNumbers: false,
  checkAccounts: [
    { name: 'Geschäftskonto', type: 'online' },
    { name: 'Basiskonto', type: 'offline' },
    { name: 'Verrechnungskonto Shopify', type: 'offline' },
  ],
  invoiceNumbers: { format: 'RE-%NUMBER', next: 1000 },
  creditNoteNumbers: { format: 'GU-%NUMBER', next: 1000 },
  takenNumbers: 'refused',
  users: ['inhaber@example.com'],
} satisfies Omit<Required<AccountDefinition>, 'name'>;

/** First ids by model, in the range sevdesk's own have reached. */
const firstIds: Record<string, number> = {
  Invoice: 135_600_000,
  CreditNote: 3_004_000,
  InvoicePos: 362_970_000,
  CreditNotePos: 6_151_000,
  Contact: 138_810_000,
  SevUser: 1_551_000,
  SevClient: 1_303_000,
  CheckAccount: 6_306_000,
  CheckAccountTransaction: 1_897_000_000,
  Voucher: 156_240_000,
};

/** All accounts of a twin; ids are unique over all of them, as they are at sevdesk. */
export class World {
  readonly accounts = new Map<string, Account>();
  readonly #byToken = new Map<string, Account>();
  readonly #ids = new Map<string, number>();

  addAccount(definition: AccountDefinition, now: number): Account {
    const account = new Account({ ...defaults, ...definition }, now, this.nextId);
    for (const token of account.definition.tokens) {
      if (this.#byToken.has(token)) throw new Error(`the token of account ${definition.name} is taken`);
      this.#byToken.set(token, account);
    }
    this.accounts.set(definition.name, account);
    return account;
  }

  nextId = (model: string): number => {
    const id = (this.#ids.get(model) ?? firstIds[model] ?? 148_586_000) + 1;
    this.#ids.set(model, id);
    return id;
  };

  withToken = (token: string): Account | undefined => this.#byToken.get(token);

  named(name: string): Account {
    const account = this.accounts.get(name);
    if (!account) throw new Error(`there is no account named ${name}`);
    return account;
  }
}
