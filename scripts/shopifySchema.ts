// Shopify's Admin schema for the twin: one file out of the npm package @shopify/dev-mcp, without installing that
// package (its dependencies are half of Shopify's tooling). Licence of the file: ISC, kept beside it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const PACKAGE = '@shopify/dev-mcp@1.16.0';
const TARBALL_SHA512 =
  'b6a8119caeec4218dec3e86dc6d95e4c7db79d70797d972cae15a0124a26b28ac65ef2ce0769a1daea70666f2ecee4c3353667aad2cc7bae3223087ab366b0b7';
const SCHEMA_ENTRY = 'package/dist/data/admin_2026-10.json.gz';
const SCHEMA_SHA256 = 'f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593';
const LICENCE_ENTRY = 'package/LICENSE';

const FILE = 'shopify-admin-2026-10.json.gz';

const digest = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex');

/**
 * The path of the Admin schema 2026-10 (gzipped introspection) in `folder`, fetched through npm when it is missing
 * there or damaged. Throws an error that says what to do when npm cannot deliver the pinned file.
 */
export async function ensureShopifySchema(folder: string = path.resolve('.cache')): Promise<string> {
  const file = path.join(folder, FILE);
  if (!existsSync(file) || digest('sha256', readFileSync(file)) !== SCHEMA_SHA256) fetchInto(folder, file);
  return file;
}

function fetchInto(folder: string, file: string): void {
  const temporary = mkdtempSync(path.join(tmpdir(), 'shopify-schema-'));
  try {
    const entries = readTar(gunzipSync(pack(temporary)), [SCHEMA_ENTRY, LICENCE_ENTRY]);
    const schema = entries.get(SCHEMA_ENTRY);
    const licence = entries.get(LICENCE_ENTRY);
    if (!schema || !licence || digest('sha256', schema) !== SCHEMA_SHA256) {
      throw new Error(`${PACKAGE} does not hold the pinned ${SCHEMA_ENTRY}. ${advice}`);
    }
    mkdirSync(folder, { recursive: true });
    write(path.join(folder, FILE.replace('.json.gz', '.LICENSE')), licence);
    write(file, schema);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const advice =
  'Check that npm can reach its registry ("npm ping"), then run again; the Shopify twin cannot run without it.';

/** The tarball as npm's registry has it, checked against the pinned checksum. */
function pack(folder: string): Buffer {
  const npm = spawnSync(
    'npm',
    ['pack', PACKAGE, '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
    {
      encoding: 'utf8',
      cwd: folder,
      shell: process.platform === 'win32',
    },
  );
  const name = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
  if (npm.status !== 0 || !name) {
    const reason = npm.error?.message ?? (npm.stderr.trim() || `npm ended with ${npm.status}`);
    throw new Error(
      `Shopify's Admin schema could not be fetched: "npm pack ${PACKAGE}" failed (${reason}). ${advice}`,
    );
  }
  const tarball = readFileSync(path.join(folder, name));
  if (digest('sha512', tarball) !== TARBALL_SHA512) {
    throw new Error(`npm delivered another ${PACKAGE} than the pinned one (sha512 differs). ${advice}`);
  }
  return tarball;
}

/** The named entries of an uncompressed tar archive: 512-byte headers, name at 0, octal size at 124. */
function readTar(tar: Buffer, names: string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const text = (from: number, length: number) =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const prefix = text(345, 155);
    const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
    const size = Number.parseInt(text(124, 12).trim(), 8);
    if (names.includes(name)) found.set(name, Buffer.from(tar.subarray(at + 512, at + 512 + size)));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

/** Under a temporary name first, so that nobody who comes at the same time reads half a file. */
function write(file: string, bytes: Buffer): void {
  const half = `${file}.${process.pid}.tmp`;
  writeFileSync(half, bytes);
  renameSync(half, file);
}

if (process.argv[1] === import.meta.filename) console.log(await ensureShopifySchema());
