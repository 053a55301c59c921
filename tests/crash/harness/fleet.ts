import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrate, withClient } from '../../../scripts/lib/database.ts';
import { freePort, startPostgres, type OwnPostgres } from '../../../scripts/lib/postgres.ts';
import { startBalancer, type Balancer } from './balancer.ts';
import { startWeb, startWorker, type RunningProcess } from './processes.ts';
import {
  startSevdeskProxy,
  type RequestVerdict,
  type SeenRequest,
  type SevdeskProxy,
} from './sevdeskProxy.ts';
import { until } from './until.ts';
import { openCrashWorld, type CrashWorld } from './world.ts';

const FOLDER = '.data/crash';

/** The whole system as an operator runs it: Postgres, a balancer, web processes, workers; only the twins are ours. */
export interface Fleet {
  world: CrashWorld;
  postgres: OwnPostgres;
  balancer: Balancer;
  sevdesk: SevdeskProxy;
  webs: { port: number; process: RunningProcess }[];
  workers: RunningProcess[];
  /** Adds a web process; resolves when the balancer sends it requests. */
  addWeb(): Promise<void>;
  addWorker(): RunningProcess;
  stop(): Promise<void>;
}

export interface FleetOptions {
  /** Names its database and its logs. */
  name: string;
  shops: number;
  webs: number;
  workers: number;
  requestsPerSecond?: number;
  judge?: (request: SeenRequest) => RequestVerdict;
  env?: Record<string, string>;
  /** Of every shop. */
  settings?: Record<string, unknown>;
  /** Another server than the fleets' own, e.g. on a disk that can be filled; whoever gives it, stops it. */
  postgres?: OwnPostgres;
}

/** Starts everything with an empty database; resolves when the web processes are ready. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const postgres = options.postgres ?? (await startPostgres(path.join(FOLDER, 'postgres')));
  const database = `crash_${options.name}`;
  await withClient(postgres.url, (client) =>
    client.query(`drop database if exists ${database} with (force)`),
  );
  const databaseUrl = postgres.database(database);
  await migrate(databaseUrl);
  const balancer = await startBalancer();
  const { requestsPerSecond, settings } = options;
  const world = await openCrashWorld({
    databaseUrl,
    shops: options.shops,
    appUrl: balancer.url,
    ...(requestsPerSecond ? { requestsPerSecond } : {}),
    ...(settings ? { settings } : {}),
  });
  const sevdesk = await startSevdeskProxy(world.sevdesk.apiUrl, options.judge ?? (() => 'pass'));
  const env = { ...world.env, SEVDESK_API_URL: sevdesk.apiUrl, ...options.env };
  const fleet: Fleet = {
    world,
    postgres,
    balancer,
    sevdesk,
    webs: [],
    workers: [],
    async addWeb() {
      const port = await freePort();
      fleet.webs.push({ port, process: startWeb({ ...env, PORT: String(port) }) });
      balancer.add(port);
      await until('the web process is ready', () => balancer.ready().includes(port));
    },
    addWorker() {
      const worker = startWorker(env);
      fleet.workers.push(worker);
      return worker;
    },
    async stop() {
      await Promise.all(
        [...fleet.webs.map((web) => web.process), ...fleet.workers].map((one) => one.stop(40_000)),
      );
      keepLogs(options.name, fleet);
      await world.close();
      await balancer.close();
      await sevdesk.close();
      await withClient(postgres.url, (client) =>
        client.query(`drop database if exists ${database} with (force)`),
      ).catch(() => undefined);
      if (!options.postgres) postgres.stop();
    },
  };
  for (let count = 0; count < options.workers; count++) fleet.addWorker();
  await Promise.all(Array.from({ length: options.webs }, () => fleet.addWeb()));
  await until('the workers have started', () => fleet.workers.every((worker) => worker.pid() !== null));
  return fleet;
}

function keepLogs(name: string, { webs, workers }: Fleet): void {
  const folder = path.join(FOLDER, 'logs', name);
  mkdirSync(folder, { recursive: true });
  webs.forEach((web, index) => writeFileSync(path.join(folder, `web-${index}.log`), web.process.output()));
  workers.forEach((one, index) => writeFileSync(path.join(folder, `worker-${index}.log`), one.output()));
}
