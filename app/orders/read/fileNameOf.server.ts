import type { Document } from '@prisma/client';
import { storedDocument } from '../../accounting/stored/document.ts';
import type { Database } from '../../platform/database.server.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import { planContext } from '../../platform/encryptionContexts.ts';

type Named = Pick<
  Document,
  'shopId' | 'orderSyncId' | 'kind' | 'number' | 'marker' | 'planEncrypted' | 'sourceGid'
>;

/**
 * What the file of a document is called: its number, and where it corrects an invoice that one's number, too, as on the
 * document itself (§ 31 (5) UStDV). Without ".pdf".
 */
export async function fileNameOf(
  { db, encryption }: { db: Database; encryption: Encryption },
  document: Named,
): Promise<string> {
  const corrected = document.kind === 'invoice' ? null : await correctedNumber(db, encryption, document);
  const numbers = [document.number, corrected].filter((number) => number !== null);
  return numbers.map((number) => number.replaceAll(/[^\w-]/g, '_')).join('_');
}

async function correctedNumber(db: Database, encryption: Encryption, document: Named) {
  const { shopId, orderSyncId, marker, planEncrypted } = document;
  const text = planEncrypted && encryption.decryptOrNull(planEncrypted, planContext(shopId, marker));
  const sourceGid = text ? storedDocument.read(text).refersTo : null;
  if (sourceGid === null) return null;
  const invoice = await db.document.findFirst({
    where: { shopId, orderSyncId, kind: 'invoice', sourceGid },
    select: { number: true },
  });
  return invoice?.number ?? null;
}
