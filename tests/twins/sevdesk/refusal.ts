// sevdesk's ways of saying no, each named after the source that saw it.

/** Thrown by an endpoint; becomes sevdesk's error envelope. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: number | null;
  readonly data: unknown;

  constructor(status: number, code: number | null, message: string, data: unknown = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

/** Recorded as error_404_code_151.json [MEASURED:rs]. */
export const notFound = (model: string, id: string | number) =>
  new Refusal(404, 151, `No Model_${model} with the id ${id} was found`);

/** [SPEC + BLOG 2025-03-11], enforced since 30.05.2025. */
export const badLimit = () =>
  new Refusal(400, null, "Invalid 'limit' parameter. Please provide an integer value between 1 and 1000.");

/** Missing objectName or mapAll (facts, table of errors). */
export const notMapped = (what: string) =>
  new Refusal(400, null, `${what}: expected array with id and objectName`);

/** Wrong HTTP verb, wrong CommunicationWayKey (facts, table of errors). */
export const serverFault = (message: string) => new Refusal(500, null, message);

/** A column that must not be null: the header's taxRate is one (facts 3.3). */
export const columnIsNotNull = (column: string) => serverFault(`Column '${column}' cannot be null`);

export const unprocessable = (message: string) => new Refusal(422, null, message);
export const badRequest = (message: string) => new Refusal(400, null, message);

/** [MEASURED:rs] */
export const onlyDraftsAreDeleted = (model: string, status: number) =>
  new Refusal(409, 159, `${model} can only be deleted in status 100 but is status ${status}`);

/** [MEASURED:netz]; `data.objects[0]` carries the credit note that is there. */
export const creditNoteExists = (creditNote: unknown) =>
  new Refusal(422, 170, 'CreditNote exists', { objects: [creditNote] });

/** [MEASURED:rs]; travels inside HTTP 200. */
export const partlyPaidIsNotCancelled = () =>
  new Refusal(
    200,
    390,
    'Partially Paid Invoices can not be deleted at the moment, book a credit invoice manually',
  );

/** [MEASURED:rs] */
export const alreadyCancelled = () => new Refusal(422, 421, 'Invoice is already cancelled');
/** Facts, table of errors. */
export const creditNotesExceedInvoice = () =>
  new Refusal(422, 455, 'The sum of the credit notes exceeds the sum of the invoice');
/** Facts, table of errors: also when refSrcInvoice is missing. */
export const differentTaxRate = () => new Refusal(422, 456, 'Different taxRate than origin document');
/** [MEASURED:netz] */
export const deliveryDateMissing = () =>
  new Refusal(422, 460, 'The delivery date must be given because the invoice has one');
/** Facts, table of errors ("already paid"); the status is only known to be 4xx. */
export const alreadyPaid = (model: string) => new Refusal(422, 750, `${model} is already paid`);
/** [MEASURED:netz] after sendBy. */
export const alreadyEnshrined = () => unprocessable('Already enshrined');
export const draftIsNotPaid = () => unprocessable('A draft can not be paid');
/** Recorded as error_422_offline_account.json [MEASURED:rs]. */
export const onlineAccountsOnly = () =>
  unprocessable(
    'You can only create transactions on online checkaccounts. Use document bookAmount to create transactions on other types.',
  );
/** [SPEC 2025-11/2026-03]: an online account must be given its transaction. */
export const transactionIsNeeded = () =>
  unprocessable('An online check account must provide a checkAccountTransaction');
/** [MEASURED:nerd] at sendBy. */
export const ruleNotBookable = (code: string) =>
  new Refusal(422, 7100, `Tax rule ${code} is not allowed for the automatically chosen account`);
/** [MEASURED:rs] at sendBy. */
export const negativeSum = () => new Refusal(422, 7100, 'Enshrining would give the invoice a negative sum');
/** Facts, table of errors; e-invoice data that the account does not have. */
export const eInvoiceDataMissing = (missing: string[]) =>
  new Refusal(400, 830, 'E-invoice data is missing', { 'missing information': missing });
/** Facts, table of errors: an own number that is already taken (status not known). */
export const numberIsTaken = (model: string) => unprocessable(`${model}: Correct number abort. Timeout`);
