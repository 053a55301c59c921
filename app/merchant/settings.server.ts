import type { DatabaseOrTx } from '../platform/database.server.ts';
import { recordAudit } from './audit.server.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';
import {
  checkSettings,
  merchantSettingsSchema,
  type CheckedSettings,
  type MerchantSettings,
} from './settings.ts';

/** The shop's choices; whatever was never chosen has its default. */
export async function readSettings(db: DatabaseOrTx, shopId: string): Promise<MerchantSettings> {
  const row = await db.settings.findUnique({ where: { shopId } });
  return merchantSettingsSchema.parse(row?.value ?? {});
}

/** Checks and saves all choices at once; nothing is saved while a field is faulty. */
export async function saveSettings(
  ports: Pick<MerchantPorts, 'db' | 'clock'>,
  { shopId, actor }: Acting,
  entered: unknown,
): Promise<CheckedSettings> {
  const now = ports.clock.now();
  const checked = checkSettings(entered, now.toISOString().slice(0, 10));
  if (checked.kind === 'faulty') return checked;
  const value = checked.settings;
  await ports.db.$transaction(async (tx) => {
    const changed = changedPaths(await readSettings(tx, shopId), value);
    if (changed.length === 0) return;
    await tx.settings.upsert({ where: { shopId }, create: { shopId, value }, update: { value } });
    await recordAudit(tx, { shopId, at: now, actor, action: 'save_settings', detail: { changed } });
  });
  return checked;
}

/** Which fields differ, as dotted paths. Texts are the merchant's own words, so only their names are kept. */
function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changedPaths(before[key], after[key], path ? `${path}.${key}` : key));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
