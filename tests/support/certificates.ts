import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate for `host`, signed by a CA that nobody knows, as companies have them. */
export interface Certificates {
  /** File with the CA's certificate, as an address names it (sslrootcert). */
  caFile: string;
  certificate: Buffer;
  key: Buffer;
  remove(): void;
}

/** Makes a CA of its own and a certificate for the host, with the machine's openssl. */
export function makeCertificates(host: string): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'));
  const at = (name: string) => path.join(folder, name);
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const ca = [
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=A private CA',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
  ];
  run('req', ...newKey, ...ca);
  run('req', ...newKey, '-subj', `/CN=${host}`, '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('names'), `subjectAltName=DNS:${host}\n`);
  run(
    ...['x509', '-req', '-days', '2', '-in', at('server.csr'), '-CA', at('ca.crt'), '-CAkey', at('ca.key')],
    ...['-CAcreateserial', '-extfile', at('names'), '-out', at('server.crt')],
  );
  return {
    caFile: at('ca.crt'),
    certificate: readFileSync(at('server.crt')),
    key: readFileSync(at('server.key')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
