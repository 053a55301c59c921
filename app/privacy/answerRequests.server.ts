import type { PrivacyRequest } from '@prisma/client';
import { readSubject, shopHash, type PrivacySubject } from '../platform/privacyRequest.server.ts';
import { subjectContext } from '../platform/encryptionContexts.ts';
import { deleteShop, finishDeletions, GOING } from './deleteShop.server.ts';
import { exportCustomer } from './exportCustomer.server.ts';
import type { Counts, PrivacyPorts } from './ports.server.ts';
import { redactCustomer } from './redactCustomer.server.ts';
import { limits } from './retention.ts';

/** A request that failed is tried again then, for as long as it takes: nobody may overlook it. */
const AGAIN_MS = 10 * 60_000;

/** Answers all privacy requests that are due, any number of workers side by side; answers how many. */
export async function answerRequests(ports: PrivacyPorts): Promise<number> {
  await finishDeletions(ports);
  for (let answered = 0; ; answered++) {
    const request = await claim(ports);
    if (!request) return answered;
    try {
      await answer(ports, request);
    } catch (error) {
      ports.log.error('privacy.failed', { requestId: request.id, kind: request.kind, error });
    }
  }
}

/** Nobody is kept longer than this because Shopify says nothing (a deleted shop answers nobody): the law gives 30 days. */
const LONGEST_DOUBT_MS = 20 * 24 * 3600_000;

/** Shops that were uninstalled two days ago are deleted, whether or not Shopify asks for it; Shopify is asked before. */
export async function deleteUninstalled(ports: PrivacyPorts): Promise<number> {
  const { db, clock } = ports;
  const now = clock.now();
  const gone = await db.shop.findMany({
    where: { uninstalledAt: { lte: limits(now).uninstalled }, NOT: { domain: { startsWith: GOING } } },
    select: { id: true, domain: true, uninstalledAt: true },
    take: 20,
  });
  for (const { id, domain, uninstalledAt } of gone) {
    if (await mayBeInstalled(ports, id, uninstalledAt!)) continue;
    const counts = await deleteShop(ports, { id, domain });
    if (!counts) continue;
    const receivedAt = uninstalledAt!;
    const webhookId = `uninstalled:${receivedAt.toISOString()}`;
    const proof = { counts, state: 'done', receivedAt, runAt: now, doneAt: now };
    await db.privacyRequest.createMany({
      data: [{ shopHash: shopHash(domain), webhookId, kind: 'redact_shop', ...proof }],
      skipDuplicates: true,
    });
    ports.log.info('privacy.shop_deleted', { count: counts['order_sync'] ?? 0 });
  }
  return gone.length;
}

async function claim({ db, clock }: PrivacyPorts): Promise<PrivacyRequest | null> {
  const now = clock.now();
  const again = new Date(now.getTime() + AGAIN_MS);
  const [taken] = await db.$queryRaw<{ id: string }[]>`
    update privacy_request set run_at = ${again}::timestamptz where id = (
      select id from privacy_request where state = 'open' and run_at <= ${now}::timestamptz
      order by run_at limit 1 for update skip locked)
    returning id::text`;
  return taken ? db.privacyRequest.findUnique({ where: { id: taken.id } }) : null;
}

async function answer(ports: PrivacyPorts, request: PrivacyRequest): Promise<void> {
  const { db, encryption, log, clock } = ports;
  const { id, kind } = request;
  const subject = readSubject(encryption.decrypt(request.subjectEncrypted!, subjectContext(id)));
  const shop = await db.shop.findUnique({ where: { domain: subject.domain } });
  const counts = shop ? await act(ports, shop, request, subject) : {};
  if (counts === 'later') return;
  const state = counts === 'kept' ? 'kept' : 'done';
  const data = { state, doneAt: clock.now(), subjectEncrypted: null };
  await db.privacyRequest.update({
    where: { id },
    data: { ...data, counts: counts === 'kept' ? {} : counts },
  });
  log.info('privacy.answered', { requestId: id, kind, state, shopId: shop?.id });
}

async function act(
  ports: PrivacyPorts,
  shop: { id: string; domain: string; uninstalledAt: Date | null },
  { id, kind, receivedAt }: PrivacyRequest,
  subject: PrivacySubject,
): Promise<Counts | 'kept' | 'later'> {
  if (kind === 'data_request') return exportCustomer(ports, shop, subject, subject.reference ?? id);
  if (kind === 'redact_customer') return redactCustomer(ports, shop.id, subject);
  if (subject.evenInstalled) return (await deleteShop(ports, shop, true)) ?? 'later';
  // Installed again meanwhile, or the webhook of the uninstallation was lost, or it was none: Shopify knows.
  const installed = await ports.isInstalled(shop.id);
  if (installed) return 'kept';
  if (installed === null && (!shop.uninstalledAt || isDoubt(ports, receivedAt))) return 'later';
  return (await deleteShop(ports, shop, shop.uninstalledAt === null)) ?? 'kept';
}

const isDoubt = ({ clock }: PrivacyPorts, since: Date): boolean =>
  clock.now().getTime() - since.getTime() < LONGEST_DOUBT_MS;

/** Asked again before anything is deleted. */
async function mayBeInstalled(ports: PrivacyPorts, shopId: string, uninstalledAt: Date): Promise<boolean> {
  const installed = await ports.isInstalled(shopId);
  if (installed)
    await ports.db.shop.updateMany({ where: { id: shopId, uninstalledAt }, data: { uninstalledAt: null } });
  return installed ?? isDoubt(ports, uninstalledAt);
}
