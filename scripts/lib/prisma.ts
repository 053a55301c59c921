import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

/**
 * Runs Prisma's command line against `databaseUrl`, with the product's migrations or those of another folder. Returns what
 * it printed; throws with it unless it ends well.
 */
export async function prisma(args: string[], databaseUrl?: string, migrations?: string): Promise<string> {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const env = {
    ...process.env,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...(migrations ? { MIGRATIONS: migrations } : {}),
  };
  try {
    return (await promisify(execFile)(process.execPath, [cli, ...args], { env, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`prisma ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
