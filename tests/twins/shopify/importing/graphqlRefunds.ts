import { numericPart } from '../store/ids.ts';
import { bag, shareBag, sumBags, zeroLike } from '../store/money.ts';
import type { OrderTransaction, Refund } from '../store/order.ts';
import { displayName, isManual } from '../store/payments.ts';
import { readBag } from './moneyReader.ts';
import { count, flag, gidOf, list, object, text, time, type Loose } from './read.ts';
import { readLine, readShipping, type Reading } from './graphqlParts.ts';

export function readTransaction(source: Loose, { ids, currencies, order }: Reading): OrderTransaction {
  const gateway = text(source['gateway']);
  const createdAt = time(source['createdAt']) ?? time(source['processedAt']) ?? order.processedAt;
  const parent = object(source['parentTransaction']);
  return {
    id: gidOf('OrderTransaction', source, ids),
    kind: (text(source['kind']) ?? 'SALE') as OrderTransaction['kind'],
    status: (text(source['status']) ?? 'UNKNOWN') as OrderTransaction['status'],
    test: flag(source['test']) ?? false,
    gateway,
    formattedGateway: text(source['formattedGateway']) ?? displayName(gateway),
    manualPaymentGateway: flag(source['manualPaymentGateway']) ?? isManual(gateway),
    paymentId: text(source['paymentId']),
    accountNumber: text(source['accountNumber']) || null,
    createdAt,
    processedAt: time(source['processedAt']) ?? createdAt,
    errorCode: null,
    parentTransaction: text(parent?.['id']) ? { id: text(parent?.['id'])! } : null,
    amountSet: readBag(source['amountSet'], currencies) ?? bag(currencies, '0'),
    amountRoundingSet: readBag(source['amountRoundingSet'], currencies),
    paymentDetails: null,
  };
}

export function readRefund(source: Loose, reading: Reading): Refund {
  const { ids, currencies, order } = reading;
  const id = gidOf('Refund', source, ids);
  const createdAt = time(source['createdAt']) ?? order.processedAt;
  const zero = bag(currencies, '0');
  const read = (from: Loose, name: string) => readBag(from[name], currencies) ?? zero;
  const transactions = list(source['transactions']).map((one) => readTransaction(one, reading));
  return {
    id,
    legacyResourceId: numericPart(id),
    note: text(source['note']),
    createdAt,
    processedAt: time(source['processedAt']) ?? createdAt,
    updatedAt: time(source['updatedAt']) ?? createdAt,
    totalRefundedSet:
      readBag(source['totalRefundedSet'], currencies) ??
      sumBags(
        zeroLike(zero),
        transactions.filter((one) => one.status === 'SUCCESS').map((one) => one.amountSet),
      ),
    duties: list(source['duties']).map((one) => ({ amountSet: read(one, 'amountSet'), originalDuty: null })),
    refundLineItems: list(source['refundLineItems']).map((one) => {
      const quantity = count(one['quantity']) ?? 1;
      const copy = object(one['lineItem']) ?? {};
      const restockType = (text(one['restockType']) ?? 'NO_RESTOCK') as 'NO_RESTOCK';
      return {
        id: gidOf('RefundLineItem', one, ids),
        lineItem: order.lineItems.find((line) => line.id === copy['id']) ?? readLine(copy, reading),
        quantity,
        restockType,
        restocked: restockType !== 'NO_RESTOCK',
        priceSet:
          readBag(one['priceSet'], currencies) ?? shareBag(read(one, 'subtotalSet'), 1, quantity || 1),
        subtotalSet: read(one, 'subtotalSet'),
        totalTaxSet: read(one, 'totalTaxSet'),
      };
    }),
    refundShippingLines: list(source['refundShippingLines']).map((one) => ({
      id: gidOf('RefundShippingLine', one, ids),
      shippingLine: order.shippingLines[0] ?? readShipping(object(one['shippingLine']) ?? {}, reading),
      subtotalAmountSet: read(one, 'subtotalAmountSet'),
      taxAmountSet: read(one, 'taxAmountSet'),
    })),
    orderAdjustments: list(source['orderAdjustments']).map((one) => ({
      id: gidOf('OrderAdjustment', one, ids),
      reason: text(one['reason']),
      amountSet: read(one, 'amountSet'),
      taxAmountSet: read(one, 'taxAmountSet'),
    })),
    transactions,
  };
}
