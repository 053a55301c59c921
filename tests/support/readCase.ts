import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { planOrder } from '../../app/accounting/planOrder.ts';
import type { Plan, PlanInput } from '../../app/accounting/documents.ts';
import type { Order } from '../../app/accounting/order.ts';
import { asBooked, planInput } from '../../app/accounting/testing/planInput.ts';
import { done, unclear } from '../../app/shopify/answer.ts';
import type { AdminClient } from '../../app/shopify/adminClient.server.ts';
import { createOrderReader } from '../../app/shopify/fetchOrder.server.ts';
import { withScopes } from '../../app/shopify/operation.ts';
import { openShop, SHOP, type OpenShop } from '../twins/shopify/testing/openShop.ts';

const folder = path.resolve('../shared/data/cases');
export const casesArePresent = existsSync(folder);

/** An order case that stands beside the project, as the connector reads it from Shopify. */
async function readCase(file: string): Promise<Order> {
  const { twin, graphql } = await openShop();
  const imported = twin.importOrder(SHOP, readFileSync(path.join(folder, file), 'utf8'));
  if (imported.kind !== 'order') throw new Error(`${file} is no order`);
  const order = await readAsConnector(graphql, imported.order.id);
  await twin.close();
  return order;
}

/** An order of a twin as the connector reads it. */
export async function readAsConnector(graphql: OpenShop['graphql'], orderGid: string): Promise<Order> {
  const client: AdminClient = {
    async query(_, operation, variables, schema) {
      // These shops have not given leave to read products.
      const { data } = await graphql(operation.text, withScopes(operation, variables, []));
      const parsed = schema.safeParse(data);
      return parsed.success ? done(parsed.data) : unclear('server_error', parsed.error.message);
    },
  };
  const answer = await createOrderReader(client)(SHOP, orderGid);
  if (answer.kind !== 'done') throw new Error(`${orderGid}: ${answer.message}`);
  return answer.value;
}

export interface PlayedCase {
  order: Order;
  plan: Plan;
}

/** Plans a case: first as it was before, where that is told, which is then booked; then as it ends. */
export async function playCase(
  name: string,
  change: Partial<PlanInput> & { before?: boolean } = {},
): Promise<PlayedCase> {
  const { before = true, ...rest } = change;
  const settings = (
    JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as { x_settings?: object }
  ).x_settings as Record<string, unknown> | undefined;
  const base = (order: Order) => ({ ...planInput(order, { settings: settings ?? {} }), ...rest });
  const first = `${name}.before.json`;
  const booked =
    before && existsSync(path.join(folder, first))
      ? asBooked(planOrder(base(await readCase(first))).documents)
      : [];
  const order = await readCase(`${name}.json`);
  return { order, plan: planOrder({ ...base(order), booked }) };
}
