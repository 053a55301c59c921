import { checkSettings, merchantSettingsSchema } from '../../app/merchant/settings.ts';

/** What is wrong with a file's `x_settings`: each fault names the key and what may stand there. */
export function settingsFaults(given: unknown): string[] {
  if (given === null) return [];
  if (!isRecord(given)) return ['x_settings must be an object, such as {"ossFrom": "2021-07-01"}.'];
  const parsed = merchantSettingsSchema.safeParse(given);
  if (!parsed.success) {
    return parsed.error.issues.map(
      (issue) => `x_settings.${issue.path.join('.')} cannot be used: ${issue.message}.`,
    );
  }
  const unknown = unknownKeys(given, parsed.data, '');
  if (unknown.length > 0) return unknown;
  const checked = checkSettings(given, new Date().toISOString().slice(0, 10));
  return checked.kind === 'good'
    ? []
    : checked.faults.map(({ path, fault }) => `x_settings.${path} cannot be saved: ${fault}.`);
}

/** Keys that the schema dropped, at any depth, with those that it knows there. */
function unknownKeys(given: Record<string, unknown>, known: Record<string, unknown>, path: string): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (!(key in known)) {
      const there = Object.keys(known).sort().join(', ');
      return `x_settings.${path}${key} is no setting; there are: ${there}.`;
    }
    const inner = known[key];
    return isRecord(value) && isRecord(inner) ? unknownKeys(value, inner, `${path}${key}.`) : [];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
