import type { PrivacyRequest } from '@prisma/client';
import { shopHash, type PrivacySubject } from '../platform/privacyRequest.server.ts';
import { subjectPlace } from '../platform/encryptionContexts.ts';
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

/** Shops that were uninstalled two days ago are deleted, whether or not Shopify asks for it. */
export async function deleteUninstalled(ports: PrivacyPorts): Promise<number> {
  const { db, clock } = ports;
  const now = clock.now();
  const gone = await db.shop.findMany({
    where: { uninstalledAt: { lte: limits(now).uninstalled }, NOT: { domain: { startsWith: GOING } } },
    select: { id: true, domain: true, uninstalledAt: true },
    take: 20,
  });
  for (const { id, domain, uninstalledAt } of gone) {
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
  const subject = JSON.parse(
    encryption.decrypt(request.subjectEncrypted!, subjectPlace(id)),
  ) as PrivacySubject;
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
  { id, kind }: PrivacyRequest,
  subject: PrivacySubject,
): Promise<Counts | 'kept' | 'later'> {
  if (kind === 'data_request') return exportCustomer(ports, shop, subject, subject.reference ?? id);
  if (kind === 'redact_customer') return redactCustomer(ports, shop.id, subject);
  if (subject.evenInstalled) return (await deleteShop(ports, shop, true)) ?? 'later';
  if (!shop.uninstalledAt) {
    // Installed again meanwhile, or the webhook of the uninstallation was lost: Shopify knows.
    const installed = await ports.isInstalled(shop.id);
    if (installed === null) return 'later';
    if (installed) return 'kept';
  }
  return (await deleteShop(ports, shop, shop.uninstalledAt === null)) ?? 'kept';
}
