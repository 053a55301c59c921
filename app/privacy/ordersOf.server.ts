import type { OrderSync } from '@prisma/client';
import type { PrivacySubject } from '../platform/privacyRequest.server.ts';
import { buyerWordContext } from '../platform/encryptionContexts.ts';
import { nameWords } from '../sync/ledger/searchWords.ts';
import type { PrivacyPorts } from './ports.server.ts';
import { readSnapshot } from './removePersonal.server.ts';

/** An order may carry this many other orders of its buyer along; far more than a person has. */
const MOST = 5_000;

/**
 * The shop's orders of one customer: those that the request names, and all others under one of the customer's e-mail
 * addresses, also those that only these orders tell.
 */
export async function ordersOf(
  { db, encryption }: Pick<PrivacyPorts, 'db' | 'encryption'>,
  shopId: string,
  { customerId, emails, orderIds }: PrivacySubject,
): Promise<OrderSync[]> {
  const named = await db.orderSync.findMany({ where: { shopId, orderId: { in: orderIds } }, take: MOST });
  const isTheirs = (row: OrderSync) => {
    const buyer = readSnapshot(encryption, row)?.buyer;
    const email = buyer?.email?.toLowerCase();
    return (customerId !== null && buyer?.customerId === customerId) || (!!email && known.has(email));
  };
  const known = new Set(emails.map((email) => email.toLowerCase()));
  for (const row of named) {
    const buyer = readSnapshot(encryption, row)?.buyer;
    // An order may name another person's address by mistake; only the customer's own orders widen the search.
    if (buyer?.email && customerId !== null && buyer.customerId === customerId)
      known.add(buyer.email.toLowerCase());
  }
  const words = nameWords([...known]).flatMap((word) =>
    encryption.fingerprints(word, buyerWordContext(shopId)),
  );
  const further =
    words.length === 0
      ? []
      : await db.orderSync.findMany({
          where: {
            shopId,
            buyerIndex: { hasSome: words },
            id: { notIn: named.map(({ id }) => id) },
          },
          take: MOST,
        });
  return [...named, ...further.filter(isTheirs)];
}
