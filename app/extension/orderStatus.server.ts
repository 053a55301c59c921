import type { OrderDetail } from '../orders/read/views.ts';
import type { Language } from '../ui/language.ts';
import { sevdeskLink } from '../ui/order/sevdeskLink.ts';
import { explained } from '../pages/problemTexts.server.ts';
import type { OrderStatusAnswer } from './answers.ts';

/** An order as the extensions show it, in one language. */
export function orderStatus(order: OrderDetail, language: Language): OrderStatusAnswer {
  return {
    orderId: order.orderId,
    state: order.state,
    busy: order.busy,
    invoiceNumber: order.invoiceNumber,
    documents: order.documents.map((document) => ({
      id: document.id,
      kind: document.kind,
      number: document.number,
      sevdeskUrl: sevdeskLink(document),
    })),
    problem: order.problem && (explained(order.problem)?.text[language] ?? null),
  };
}
