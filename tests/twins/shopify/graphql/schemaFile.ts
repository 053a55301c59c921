// Shopify's Admin schema for the twin: one file out of the npm package @shopify/dev-mcp, without installing that
// package (its dependencies are half of Shopify's tooling). Licence of the file: ISC, kept beside it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tar from 'tar';

const PACKAGE = '@shopify/dev-mcp@1.16.0';
const TARBALL_SHA512 =
  'b6a8119caeec4218dec3e86dc6d95e4c7db79d70797d972cae15a0124a26b28ac65ef2ce0769a1daea70666f2ecee4c3353667aad2cc7bae3223087ab366b0b7';
const SCHEMA_ENTRY = 'package/dist/data/admin_2026-10.json.gz';
const SCHEMA_SHA256 = 'f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593';
const LICENCE_ENTRY = 'package/LICENSE';

const FILE = 'shopify-admin-2026-10.json.gz';

const digestOf = (algorithm: 'sha256' | 'sha512', file: string) =>
  createHash(algorithm).update(readFileSync(file)).digest('hex');

/**
 * The path of the Admin schema 2026-10 (gzipped introspection) in `folder`, fetched through npm when it is missing
 * there or damaged. Throws an error that says what to do when npm cannot deliver the pinned file.
 */
export async function ensureShopifySchema(folder: string = path.resolve('.cache')): Promise<string> {
  const file = path.join(folder, FILE);
  if (!existsSync(file) || digestOf('sha256', file) !== SCHEMA_SHA256) fetchInto(folder, file);
  return file;
}

function fetchInto(folder: string, file: string): void {
  const temporary = mkdtempSync(path.join(tmpdir(), 'shopify-schema-'));
  try {
    tar.extract({ file: pack(temporary), cwd: temporary, sync: true }, [SCHEMA_ENTRY, LICENCE_ENTRY]);
    const schema = path.join(temporary, SCHEMA_ENTRY);
    const licence = path.join(temporary, LICENCE_ENTRY);
    if (!existsSync(schema) || !existsSync(licence) || digestOf('sha256', schema) !== SCHEMA_SHA256) {
      throw new Error(`${PACKAGE} does not hold the pinned ${SCHEMA_ENTRY}. ${advice}`);
    }
    mkdirSync(folder, { recursive: true });
    put(licence, path.join(folder, FILE.replace('.json.gz', '.LICENSE')));
    put(schema, file);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const advice =
  'Check that npm can reach its registry ("npm ping"), then run again; the Shopify twin cannot run without it.';

/** The file of the package as npm's registry has it, checked against the pinned checksum. */
function pack(folder: string): string {
  const npm = spawnSync(
    'npm',
    ['pack', PACKAGE, '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
    {
      encoding: 'utf8',
      cwd: folder,
      // On Windows npm is a command file, which only a shell runs.
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
  const tarball = path.join(folder, name);
  if (digestOf('sha512', tarball) !== TARBALL_SHA512) {
    throw new Error(`npm delivered another ${PACKAGE} than the pinned one (sha512 differs). ${advice}`);
  }
  return tarball;
}

/** Under a temporary name first, so that nobody who comes at the same time reads half a file. */
function put(from: string, file: string): void {
  const half = `${file}.${process.pid}.tmp`;
  copyFileSync(from, half);
  renameSync(half, file);
}
