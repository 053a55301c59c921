import type { BookedDocument, Plan, PlanInput, PlannedDocument } from '../documents.ts';
import type { Order } from '../order.ts';
import { planOrder } from '../planOrder.ts';
import { parseSettings } from '../settings.ts';

export interface PlanSpec extends Partial<Omit<PlanInput, 'order' | 'settings'>> {
  /** Choices that differ from the defaults. */
  settings?: Record<string, unknown>;
}

/** What a plan needs besides the order: a German shop with clearing accounts and an empty ledger. */
export function planInput(order: Order, { settings, ...rest }: PlanSpec = {}): PlanInput {
  return {
    shop: { domain: 'becherladen.myshopify.com' },
    order,
    settings: parseSettings(settings),
    account: {
      regime: settings?.regime === 'small_business' ? 'small_business' : 'regular',
      quantityRounding: 'per_line',
      gatewayAccounts: { '*': '100', paypal: '101', gift_card: '102', cash: '103' },
    },
    booked: [],
    vatCheck: null,
    decisions: [],
    ...rest,
  };
}

export const plan = (order: Order, spec: PlanSpec = {}): Plan => planOrder(planInput(order, spec));

/** The ledger after everything in a plan was written to sevdesk. */
export const asBooked = (
  documents: PlannedDocument[],
  state: Partial<BookedDocument> = {},
): BookedDocument[] =>
  documents.map((document) => ({
    kind: document.kind,
    sourceGid: document.sourceGid,
    fixed: true,
    numbered: true,
    plan: document,
    ...state,
  }));

/** The plan for an order as it stands now, whose earlier state had been booked. */
export function planAfter(booked: Order, now: Order, spec: PlanSpec = {}): Plan {
  const before = plan(booked, spec);
  return plan(now, { ...spec, booked: asBooked(before.documents) });
}
