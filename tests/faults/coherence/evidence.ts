import { parseDecisions } from '../../../app/accounting/decision.ts';
import { planOrder } from '../../../app/accounting/planOrder.ts';
import type { Plan, PlanInput } from '../../../app/accounting/documents.ts';
import type { Order } from '../../../app/accounting/order.ts';
import { connectionFor } from '../../../app/merchant/connection.server.ts';
import { readSettings } from '../../../app/merchant/settings.server.ts';
import type { Runtime } from '../../../app/platform/runtime.server.ts';
import { createShopify } from '../../../app/shopify/shopify.server.ts';
import { asBooked, loadLedger } from '../../../app/sync/ledger/ledger.server.ts';
import type { Work } from '../../../app/sync/ledger/run.server.ts';
import type { DocumentView } from '@twins/sevdesk';
import { never } from '../machine/simProcess.ts';
import { API_KEY, API_SECRET, type Sim, type SimShop } from '../world/sim.ts';

/** What the sync log says of an order. */
interface Row {
  id: string;
  state: string;
  /** Why it waits, is skipped or parked. */
  code: string | null;
  answered: boolean;
  dueAt: Date | null;
  leased: boolean;
}

/** One order as Shopify has it, as the connector sees it, and as it stands in sevdesk. */
export interface OrderEvidence {
  shop: SimShop;
  order: Order;
  row: Row | null;
  ledger: Work[];
  input: PlanInput;
  /** What the planner wants now, given the ledger. */
  plan: Plan;
  invoices: DocumentView[];
  creditNotes: DocumentView[];
  mails: { documentId: string }[];
}

/** Looks at every order of the schedule, with nothing in the way. */
export async function gatherEvidence(sim: Sim): Promise<OrderEvidence[]> {
  const { machine, encryption, timeline } = sim;
  const clock = { now: () => timeline.clock, sleep: () => never<void>() };
  const config = { shopify: { apiKey: API_KEY, secrets: [API_SECRET] } };
  const shopify = createShopify(
    { config, db: machine.db, encryption, clock } as unknown as Runtime,
    sim.shopify.fetch,
  );
  const evidence: OrderEvidence[] = [];
  for (const shop of sim.shops) {
    for (const { id } of sim.shopify.orders(shop.domain)) {
      const answer = await shopify.readOrder(shop.id, id);
      if (answer.kind !== 'done') throw new Error(`${id} cannot be read: ${JSON.stringify(answer)}`);
      evidence.push(await look(sim, shop, answer.value));
    }
  }
  return evidence;
}

async function look(
  { machine, encryption, sevdesk, timeline }: Sim,
  shop: SimShop,
  order: Order,
): Promise<OrderEvidence> {
  const { db } = machine;
  const found = await db.orderSync.findUnique({
    where: { shopId_orderGid: { shopId: shop.id, orderGid: order.gid } },
  });
  const row = found && {
    ...{
      id: found.id,
      state: found.state,
      code: found.problemCode ?? found.reason,
      dueAt: found.nextAttemptAt,
    },
    answered: found.doneRevision >= found.wantedRevision,
    leased: found.leaseUntil !== null && found.leaseUntil > timeline.clock,
  };
  const ledger = row ? await loadLedger(db, encryption, row.id) : [];
  const connection = await connectionFor(db, encryption, shop.id);
  if (!connection) throw new Error(`${shop.domain} is not connected`);
  const vatCheck = found?.vatCheckEncrypted
    ? (JSON.parse(
        encryption.decrypt(found.vatCheckEncrypted, `order_sync.vat_check:${shop.id}:${order.gid}`),
      ) as PlanInput['vatCheck'])
    : null;
  const settings = await readSettings(db, shop.id);
  const asked = found?.askedAt != null;
  const input: PlanInput = {
    ...{
      shop: { domain: shop.domain },
      order,
      vatCheck,
      account: connection.account,
      booked: asBooked(ledger),
      decisions: parseDecisions(found?.decisions),
    },
    settings: asked
      ? { ...settings, skip: { ...settings.skip, testOrders: false, posOrders: false } }
      : settings,
  };
  const books = sevdesk.state({ account: shop.account }).accounts[0]!;
  const isOf = ({ marker }: DocumentView) => marker?.split(' ').includes(order.id) ?? false;
  return {
    ...{ shop, order, row, ledger, input, plan: planOrder(input), mails: books.mails },
    invoices: books.invoices.filter(isOf),
    creditNotes: books.creditNotes.filter(isOf),
  };
}
