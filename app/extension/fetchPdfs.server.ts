import type { Answer } from '../sevdesk/answer.ts';
import type { SevdeskClient } from '../sevdesk/client.ts';
import type { Printable } from './printables.server.ts';

/** Requests that wait for their turn or for sevdesk at the same time. */
const AT_ONCE = 4;

export interface PdfSource {
  sevdesk: SevdeskClient;
  /** Waits for the account's turn: a whole selection must not use up what sevdesk allows. */
  pace: (signal: AbortSignal) => Promise<void>;
}

export type Fetched =
  | { kind: 'done'; files: Uint8Array[] }
  /** `unavailable` may go well a minute later, `gone` and `key` need somebody. */
  | { kind: 'failed'; why: 'unavailable' | 'gone' | 'key'; number: string };

/**
 * The PDFs of all these documents as sevdesk made them, or the first reason why not: a print that silently lacks a
 * page is worse than none. Only reads (the client asks so that sevdesk does not take it for sending the document).
 */
export async function fetchPdfs(
  { sevdesk, pace }: PdfSource,
  documents: Printable[],
  signal: AbortSignal,
): Promise<Fetched> {
  const files: Uint8Array[] = [];
  for (let at = 0; at < documents.length; at += AT_ONCE) {
    const some = documents.slice(at, at + AT_ONCE);
    const answers = await Promise.all(
      some.map(async ({ remoteKind, sevdeskId }) => {
        await pace(signal);
        return sevdesk.pdf(remoteKind, sevdeskId);
      }),
    );
    for (const [index, answer] of answers.entries()) {
      if (answer.kind !== 'done') return { kind: 'failed', why: whyNot(answer), number: some[index]!.number };
      files.push(answer.value.content);
    }
  }
  return { kind: 'done', files };
}

function whyNot(answer: Exclude<Answer<unknown>, { kind: 'done' }>): 'unavailable' | 'gone' | 'key' {
  if (answer.kind === 'unclear' || answer.why === 'rate_limited') return 'unavailable';
  return answer.why === 'key' ? 'key' : 'gone';
}
