const MAX_LENGTH = 300;

/**
 * sevdesk's words without what must not stand in a log: the token and other keys, e-mail addresses, and every personal
 * value that the request itself contained. Shortened.
 */
export function scrub(message: string, secrets: readonly (string | null)[]): string {
  let text = message;
  for (const secret of secrets) {
    // Very short values ("10") would blacken harmless text, and say nothing by themselves.
    if (secret !== null && secret.length >= 3) text = text.replaceAll(secret, '…');
  }
  text = text.replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '…').replaceAll(/\b[0-9a-f]{32}\b/gi, '…');
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** `error.data` reduced to what helps: which objects it names, and its plain words; never their content. */
export function scrubData(data: unknown, secrets: readonly (string | null)[]): unknown {
  if (typeof data === 'string') return scrub(data, secrets);
  if (Array.isArray(data)) return data.slice(0, 20).map((entry) => scrubData(entry, secrets));
  if (typeof data !== 'object' || data === null) return data;
  const object = data as Record<string, unknown>;
  if ('id' in object && 'objectName' in object) return { id: object['id'], objectName: object['objectName'] };
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, scrubData(value, secrets)]));
}
