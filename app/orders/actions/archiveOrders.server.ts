import prisma from '@prisma/client';
import type { Acting } from '../../merchant/ports.server.ts';
import { changeChosen } from './changeChosen.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';
import type { OrderSelection } from '../read/views.ts';

const { Prisma } = prisma;

/** Takes the chosen orders out of all views but the archive. What is still to be done is done nevertheless. */
export function archiveOrders(
  ports: ReadPorts,
  acting: Acting,
  chosen: OrderSelection,
): Promise<{ orders: number }> {
  return changeChosen(ports, acting, chosen, {
    action: 'archive',
    set: Prisma.sql`archived = true, archived_at = ${ports.clock.now()}::timestamptz`,
    where: Prisma.sql`not o.archived`,
    deadLetters: 'archived',
  });
}

/** Brings the chosen orders back from the archive. */
export function unarchiveOrders(
  ports: ReadPorts,
  acting: Acting,
  chosen: OrderSelection,
): Promise<{ orders: number }> {
  return changeChosen(ports, acting, chosen, {
    action: 'unarchive',
    set: Prisma.sql`archived = false, archived_at = null`,
    where: Prisma.sql`o.archived`,
    deadLetters: null,
  });
}
