import type { Endpoint } from '../call.ts';
import type { DocumentKind } from '../documents.ts';
import type { Route } from '../router.ts';
import { bookAmount } from './bookAmount.ts';
import { cancelInvoice } from './cancelInvoice.ts';
import * as accounts from './checkAccounts.ts';
import * as contactDetails from './contactDetails.ts';
import * as contacts from './contacts.ts';
import * as creditNotes from './creditNotes.ts';
import * as transactions from './transactions.ts';
import * as vouchers from './vouchers.ts';
import * as positions from './listPositions.ts';
import * as invoices from './invoices.ts';
import * as lifecycle from './lifecycle.ts';
import * as lookups from './lookups.ts';

const get = (pattern: string, endpoint: Endpoint): Route => ({ method: 'GET', pattern, endpoint });
const post = (pattern: string, endpoint: Endpoint): Route => ({ method: 'POST', pattern, endpoint });
const put = (pattern: string, endpoint: Endpoint): Route => ({ method: 'PUT', pattern, endpoint });
const remove = (pattern: string, endpoint: Endpoint): Route => ({ method: 'DELETE', pattern, endpoint });

/** What invoices and credit notes have alike. */
const lifecycleOf = (model: string, kind: DocumentKind): Route[] => [
  put(`/${model}/:id/sendBy`, lifecycle.sendBy(kind)),
  post(`/${model}/:id/sendViaEmail`, lifecycle.sendViaEmail(kind)),
  get(`/${model}/:id/getPdf`, lifecycle.getPdf(kind)),
  put(`/${model}/:id/bookAmount`, bookAmount(kind)),
  put(`/${model}/:id/enshrine`, lifecycle.enshrine(kind)),
  put(`/${model}/:id/resetToOpen`, lifecycle.resetToOpen(kind)),
  put(`/${model}/:id/resetToDraft`, lifecycle.resetToDraft(kind)),
  remove(`/${model}/:id`, lifecycle.deleteDocument(kind)),
];

export const routes: Route[] = [
  get('/Tools/bookkeepingSystemVersion', lookups.bookkeepingSystemVersion),
  get('/ReceiptGuidance/forAllAccounts', lookups.guidanceFor(null)),
  get('/ReceiptGuidance/forRevenue', lookups.guidanceFor('REVENUE')),
  get('/ReceiptGuidance/forExpense', lookups.guidanceFor('EXPENSE')),
  get('/ReceiptGuidance/forAccountNumber', lookups.guidanceForAccountNumber),
  get('/ReceiptGuidance/forTaxRule', lookups.guidanceForTaxRule),
  get('/SevUser', lookups.listUsers),
  get('/Unity', lookups.listUnities),
  get('/StaticCountry', lookups.listCountries),
  get('/PaymentMethod', lookups.listPaymentMethods),
  get('/Category', lookups.listCategories),
  get('/CommunicationWayKey', lookups.listCommunicationWayKeys),
  get('/TaxRule', lookups.listTaxRules),
  get('/SevSequence/Factory/getByType', lookups.getSequence),
  get('/Tag', lookups.listTags),
  post('/Tag/Factory/create', lookups.createTag),
  get('/CheckAccount', accounts.listCheckAccounts),
  post('/CheckAccount/Factory/clearingAccount', accounts.createClearingAccount),
  post('/CheckAccount/Factory/fileImportAccount', accounts.createFileImportAccount),
  get('/CheckAccount/:id', accounts.getCheckAccount),
  put('/CheckAccount/:id', accounts.updateCheckAccount),
  get('/CheckAccount/:id/getBalanceAtDate', accounts.getBalance),
  get('/CheckAccountTransaction', transactions.listTransactions),
  post('/CheckAccountTransaction', transactions.createTransaction),
  get('/CheckAccountTransaction/:id', transactions.getTransaction),
  put('/CheckAccountTransaction/:id', transactions.updateTransaction),
  remove('/CheckAccountTransaction/:id', transactions.deleteTransaction),
  get('/CheckAccountTransactionLog', transactions.listTransactionLogs),
  get('/Voucher', vouchers.listVouchers),
  post('/Voucher/Factory/saveVoucher', vouchers.saveVoucher),
  get('/Voucher/:id', vouchers.getVoucher),
  remove('/Voucher/:id', vouchers.deleteVoucher),
  put('/Voucher/:id/bookAmount', vouchers.bookVoucher),
  put('/Voucher/:id/enshrine', vouchers.enshrineVoucher),
  put('/Voucher/:id/resetToOpen', vouchers.resetVoucherToOpen),
  put('/Voucher/:id/resetToDraft', vouchers.resetVoucherToDraft),
  get('/VoucherPos', vouchers.listVoucherPositions),
  get('/Contact', contacts.listContacts),
  post('/Contact', contacts.createContact),
  get('/Contact/Factory/getNextCustomerNumber', contacts.getNextCustomerNumber),
  get('/Contact/Mapper/checkCustomerNumberAvailability', contacts.checkCustomerNumberAvailability),
  get('/Contact/:id', contacts.getContact),
  put('/Contact/:id', contacts.updateContact),
  remove('/Contact/:id', contacts.deleteContact),
  get('/ContactAddress', contactDetails.listAddresses),
  post('/ContactAddress', contactDetails.createAddress),
  get('/CommunicationWay', contactDetails.listCommunicationWays),
  post('/CommunicationWay', contactDetails.createCommunicationWay),
  get('/Invoice', invoices.listInvoices),
  post('/Invoice/Factory/saveInvoice', invoices.saveInvoice),
  get('/Invoice/:id', invoices.getInvoice),
  get('/Invoice/:id/getPositions', invoices.getInvoicePositions),
  get('/Invoice/:id/getXml', lifecycle.getXml),
  get('/Invoice/:id/getIsPartiallyPaid', lifecycle.getIsPartiallyPaid),
  post('/Invoice/:id/cancelInvoice', cancelInvoice),
  ...lifecycleOf('Invoice', 'invoice'),
  get('/InvoicePos', positions.listInvoicePositions),
  get('/CreditNotePos', positions.listCreditNotePositions),
  get('/CreditNote', creditNotes.listCreditNotes),
  post('/CreditNote/Factory/saveCreditNote', creditNotes.saveCreditNote),
  post('/CreditNote/Factory/createFromInvoice', creditNotes.createFromInvoice),
  get('/CreditNote/:id', creditNotes.getCreditNote),
  ...lifecycleOf('CreditNote', 'credit_note'),
];
