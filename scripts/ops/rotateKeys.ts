// npm run rotate-keys: encrypts everything in the database anew with the first key of ENCRYPTION_KEYS. Run it with the new
// key in front and the old one behind, while the app runs with the same; docs/security.md has the steps.
import { checkKeys } from '../../app/platform/checkKeys.server.ts';
import { retireKeys, rotateKeys } from '../../app/platform/rotateKeys.server.ts';
import { rotateBuyerIndex } from '../../app/sync/ledger/rotateBuyerIndex.server.ts';
import { readRuntime, refuseWrongKey } from '../lib/environment.ts';

const { config, db, encryption } = readRuntime();
try {
  await checkKeys(db, config.encryptionKeys).catch(refuseWrongKey);
  const newest = config.encryptionKeys[0]!.id;
  console.log(`Encrypting everything with the key "${newest}"…`);
  // The search index is made from the snapshots, so it comes before nothing can be read with the old key any more.
  console.log(`order_sync.buyer_index: ${await rotateBuyerIndex(db, encryption)} orders`);
  const done = await rotateKeys(db, encryption, ({ column, written, unreadable }) =>
    console.log(`${column}: ${written} values${unreadable > 0 ? `, ${unreadable} UNREADABLE` : ''}`),
  );
  const needed = await retireKeys(db, newest);
  if (done.some(({ unreadable }) => unreadable > 0)) {
    console.log('Unreadable values belong to a key that is not in ENCRYPTION_KEYS, or were changed.');
    process.exitCode = 1;
  }
  console.log(
    needed.length === 0
      ? 'Done. The other keys can be taken out of ENCRYPTION_KEYS.'
      : `Still in use: ${needed.join(', ')}. Run this again once every process has the new key in front.`,
  );
} finally {
  await db.$disconnect();
}
