import { done, type Answer } from './answer.ts';
import { unclear } from './classify.ts';
import type { Content } from './request.server.ts';
import { fileRow } from './schemas.ts';

/** A PDF, which some accounts get raw and others wrapped in JSON as base64. */
export function readFile(content: Content, path: string): Answer<{ filename: string; content: Uint8Array }> {
  if (content.kind === 'file') return checked(content.filename, content.bytes, path);
  const objects = (content.body as { objects?: unknown } | null)?.objects;
  const parsed = fileRow.safeParse(objects);
  if (!parsed.success) return notAPdf(path);
  const { filename, content: text, base64Encoded, base64encoded } = parsed.data;
  const encoding = (base64Encoded ?? base64encoded ?? true) ? 'base64' : 'latin1';
  return checked(filename ?? null, new Uint8Array(Buffer.from(text, encoding)), path);
}

function checked(filename: string | null, bytes: Uint8Array, path: string) {
  const isPdf = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';
  return isPdf ? done({ filename: filename ?? 'document.pdf', content: bytes }) : notAPdf(path);
}

const notAPdf = (path: string) => unclear('unreadable', 200, `${path} answered no PDF`);
