import { appendFileSync, chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type OwnPostgres } from '../../scripts/lib/postgres.ts';

/** A Postgres of its own for the test file that calls this, whose rights and settings may be changed; gone afterwards. */
export function useServer(name: string): { readonly postgres: OwnPostgres } {
  let postgres: OwnPostgres | undefined;
  beforeAll(async () => {
    const old = await startPostgres(`.data/${name}`, { fast: true });
    old.stop('immediate');
    rmSync(old.dir, { recursive: true, force: true });
    postgres = await startPostgres(`.data/${name}`, { fast: true });
  }, 120_000);
  afterAll(() => {
    postgres?.stop('immediate');
    if (postgres) rmSync(postgres.dir, { recursive: true, force: true });
  });
  return {
    get postgres() {
      return postgres!;
    },
  };
}

/** Puts a file into the server's folder, as its user; answers where it is. */
export function giveFile({ dir }: OwnPostgres, name: string, content: string | Buffer): string {
  const file = path.join(dir, name);
  writeFileSync(file, content, { mode: 0o600 });
  const { uid, gid } = statSync(dir);
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
  return file;
}

/** Changes settings of the server and starts it again. */
export function configure(postgres: OwnPostgres, lines: string[]): void {
  appendFileSync(path.join(postgres.dir, 'postgresql.conf'), `\n${lines.join('\n')}\n`);
  postgres.restart();
}
