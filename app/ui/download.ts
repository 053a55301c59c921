/**
 * Lets the browser save what an address of the app answers. Fetched by the page, because only its requests carry the
 * session token; a plain link would come without one. False when there was no good answer.
 */
export async function download(address: string, filename: string): Promise<boolean> {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return false;
  offer(await answer.blob(), filename);
  return true;
}

/** Lets the browser save a text that the page has already. */
export const save = (text: string, filename: string): void =>
  offer(new Blob([text], { type: 'application/json' }), filename);

function offer(blob: Blob, filename: string): void {
  const content = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = content;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(content), 60_000);
}
