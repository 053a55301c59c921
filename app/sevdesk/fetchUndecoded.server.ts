import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { gunzipSync } from 'node:zlib';

/** Both bytes that a gzip file begins with. */
const GZIP = [0x1f, 0x8b] as const;

/**
 * `fetch` for a GET whose body is taken as it comes, whatever Content-Encoding says. sevdesk's getPdf names an encoding
 * that its body does not have (recorded: reported_getpdf_wrong_encoding), and fetch itself fails on that. What really is
 * gzip shows it by its first bytes.
 */
export const fetchUndecoded: typeof fetch = (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' };
  return new Promise((resolve, reject) => {
    const asked = send(url, { method: 'GET', headers, ...(init.signal ? { signal: init.signal } : {}) });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        if (!answer.complete) return reject(new TypeError('the answer broke off'));
        const status = answer.statusCode ?? 0;
        const kept = Object.entries(answer.headers).flatMap(([name, value]) =>
          name === 'content-encoding' || name === 'content-length' || value === undefined
            ? []
            : [[name, String(value)] as [string, string]],
        );
        const hasBody = status >= 200 && status !== 204 && status !== 304;
        resolve(new Response(hasBody ? bodyOf(chunks) : null, { status, headers: kept }));
      });
    });
    asked.end();
  });
};

function bodyOf(chunks: Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.concat(chunks);
  const isGzip = GZIP.every((byte, at) => bytes[at] === byte);
  return new Uint8Array(isGzip ? gunzipSync(bytes) : bytes);
}
