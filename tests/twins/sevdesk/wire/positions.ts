import type { Account } from '../account.ts';
import { decimalText, tenThousandthsText } from '../decimals.ts';
import type { Position, TwinDocument } from '../documents.ts';
import { unityJson } from './lookups.ts';
import { head, ref, sevClient, type Json } from './common.ts';
import { modelOf } from './documents.ts';

const number = (value: bigint) => Number(value) / 10_000;

/**
 * A position inside the saveInvoice answer: JSON numbers instead of strings, no times, the whole invoice repeated,
 * and a quantity of 1 as `true` [MEASURED:rs, write_invoice_save].
 */
export function savedInvoicePosition(position: Position, invoice: Json): Json {
  const { amounts, unit } = position;
  const quantity = number(position.quantity);
  return {
    id: String(position.id),
    objectName: 'InvoicePos',
    additionalInformation: null,
    create: null,
    update: null,
    invoice,
    quantity: quantity === 1 ? true : quantity,
    price: number(position.price),
    name: position.name,
    priority: 100,
    unity: unityJson(position.unityId),
    positionNumber: position.positionNumber,
    text: position.text,
    discount: number(position.discount),
    isPercentage: true,
    discountedValue: null,
    taxRate: (position.rate / 100).toFixed(2),
    temporary: null,
    sumNet: amounts.net / 100,
    sumGross: amounts.gross / 100,
    sumDiscount: 0,
    sumTax: amounts.tax / 100,
    sumNetAccounting: amounts.net / 100,
    sumTaxAccounting: amounts.tax / 100,
    sumGrossAccounting: amounts.gross / 100,
    priceNet: unit.net / 100,
    priceGross: unit.gross / 100,
    priceTax: unit.tax / 100,
    sumNetForeignCurrency: 0,
    sumTaxForeignCurrency: 0,
    sumGrossForeignCurrency: 0,
    sumDiscountForeignCurrency: 0,
    createNextPart: false,
  };
}

/** A position as everywhere else: strings [MEASURED:rs, write_credit_note_save]. */
export function positionJson(account: Account, document: TwinDocument, position: Position): Json {
  const { amounts, unit } = position;
  const model = modelOf(document);
  return {
    ...head(position.id, `${model}Pos`, document.create, document.update),
    [model === 'Invoice' ? 'invoice' : 'creditNote']: ref(document.id, model),
    quantity: tenThousandthsText(position.quantity),
    price: tenThousandthsText(position.price),
    name: position.name,
    priority: '100',
    unity: ref(position.unityId, 'Unity'),
    sevClient: sevClient(account),
    positionNumber: String(position.positionNumber),
    text: position.text,
    discount: tenThousandthsText(position.discount),
    isPercentage: '1',
    discountedValue: null,
    taxRate: decimalText(position.rate),
    temporary: '0',
    sumNet: decimalText(amounts.net),
    sumGross: decimalText(amounts.gross),
    sumDiscount: '0',
    sumTax: decimalText(amounts.tax),
    sumNetAccounting: decimalText(amounts.net),
    sumTaxAccounting: decimalText(amounts.tax),
    sumGrossAccounting: decimalText(amounts.gross),
    priceNet: decimalText(unit.net),
    priceGross: decimalText(unit.gross),
    priceTax: decimalText(unit.tax),
    sumNetForeignCurrency: '0',
    sumTaxForeignCurrency: '0',
    sumGrossForeignCurrency: '0',
    sumDiscountForeignCurrency: '0',
    createNextPart: null,
  };
}
