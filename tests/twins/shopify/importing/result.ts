import type { Order } from '../store/order.ts';
import type { NotAnOrder } from './classify.ts';

export type ImportResult =
  | {
      kind: 'order';
      order: Order;
      /** True when the shop already had an order of that id, so that this one got a new id. */
      renumbered: boolean;
    }
  | { kind: 'not_an_order'; what: NotAnOrder };
