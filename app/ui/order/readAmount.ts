/** An amount as a person types it ("12,50", "12.5", "12"), in cents; 0 for nothing, null for what is no amount. */
export function readAmount(text: string): number | null {
  const trimmed = text.replace(/\s|€/g, '');
  if (trimmed === '') return 0;
  const match = /^(\d{1,8})(?:[.,](\d{1,2}))?$/.exec(trimmed);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
