/**
 * Lets the browser save what an address of the app answers. Fetched by the page, because only its requests carry the
 * session token; a plain link would come without one. False when there was no good answer.
 */
export async function download(address: string, filename: string): Promise<boolean> {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return false;
  const content = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = content;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(content), 60_000);
  return true;
}
