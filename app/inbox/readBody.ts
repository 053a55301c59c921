import type { IncomingMessage } from 'node:http';

/** The raw body, or why there is none. */
export type BodyReading = Buffer | 'too_large' | 'aborted';

/** Reads a request's body up to `limit` bytes; stops keeping anything at the first byte beyond, announced or sent. */
export function readBody(request: IncomingMessage, limit: number): Promise<BodyReading> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve('too_large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      chunks.length = 0;
      resolve('too_large');
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

/** How long somebody may go on sending what nobody reads. Cut at once, they would not see the answer. */
const LINGER_MS = 2_000;

/** Lets the rest of an answered request run off into nothing, for a short while. */
export function discardBody(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
  const stop = () => clearTimeout(timer);
  request.on('end', stop).on('close', stop).on('error', stop);
}
