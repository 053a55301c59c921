import type { OrderTotals } from '../../orders/read/views.ts';

/** From when on orders are to be booked, as the merchant chose it. `trial`: with all orders of the trial run. */
export interface ChosenStart {
  moment: 'now' | 'today' | 'day' | 'trial';
  day: string;
}

/** What booking from a moment on comes to, asked before it is begun. */
export interface WeighedStart {
  kind: 'weighed';
  start: ChosenStart;
  from: string;
  /** Null when Shopify does not answer right now. */
  totals: OrderTotals | null;
  /** Orders of the trial run that are not booked then. */
  left: number;
}
