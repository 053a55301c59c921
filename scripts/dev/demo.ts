// npm run demo: a Shopify shop and a sevdesk account on this machine, the app between them, and some orders.
//   --orders DIR     play the orders in DIR (one JSON file each) instead of the built-in ones; docs/demo.md has the rules
//   --once           end when every order is settled
//   --report FILE    write what became of each order: as JSON, or as a table when FILE ends in .csv
//   --language CODE  of the texts in the report, en (default) or de
//   --port N         port of the app
// SEVDESK_API_URL in the environment replaces the sevdesk twin with another server (SEVDESK_TOKEN is then its key).
import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { assignShops, COMMON_SHOP, wavesOf, type DemoShop } from '../demo/assignShops.ts';
import { choose, setUp, switchOnForAll, type SetUpShop } from '../demo/merchant.ts';
import { playFirst, playRest, playSamples, type Played } from '../demo/play.ts';
import { readScenarios, ScenarioError, type Scenario } from '../demo/readScenarios.ts';
import { makeReport, printReport, type ReportLanguage } from '../demo/report.ts';
import { reportCsv } from '../demo/reportCsv.ts';
import { waitUntilSettled } from '../demo/waitUntilSettled.ts';
import { startWorld, type World } from '../demo/world.ts';
import { readOptions, readPort, refuse } from '../lib/options.ts';
import { ensurePages } from '../lib/pages.ts';

const tell = (line: string) => console.log(line);

const options = readWishes();
const scenarios = readFolder(options.orders);
const sevdeskToken = readToken();
const shops = assignShops(scenarios);
ensurePages();
const world = await startWorld({
  folder: '.data/demo',
  shops: shops.map(({ domain, name }) => ({
    domain,
    name,
    currency: 'EUR',
    country: 'DE',
    // Played orders are seen as they come, however old; without this scope Shopify hides those of more than 60 days.
    scopes: ['read_orders', 'read_customers', 'read_products', 'read_all_orders'],
  })),
  ...(options.port ? { port: options.port } : {}),
  ...(process.env['SEVDESK_API_URL'] ? { sevdeskApiUrl: process.env['SEVDESK_API_URL'] } : {}),
  tell,
});

let stopping: Promise<void> | null = null;
const stop = () => (stopping ??= world.stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stop().then(() => process.exit(signal === 'SIGINT' ? 130 : 143)));
}

try {
  const settled = await run(world);
  if (options.once) {
    await stop();
    process.exitCode = settled ? 0 : 1;
  } else {
    tell(`\nThe shop's admin with the app in it: ${world.shopify.adminUrl(COMMON_SHOP)}`);
    tell('Everything stays up until Ctrl-C.');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop();
  process.exitCode = 1;
}

/** Sets the shops up, plays the orders, waits until all are settled and tells. True when all are. */
async function run(world: World): Promise<boolean> {
  tell(
    shops.length === 1
      ? 'The merchant connects sevdesk and switches the sync on…'
      : `The merchants of ${shops.length} shops connect sevdesk and switch the sync on…`,
  );
  const ready: SetUpShop[] = [];
  for (const shop of shops) ready.push(await openShop(world, shop));
  tell('Orders come in…\n');
  const played = options.orders ? await playScenarios(world, ready) : playSamples(world, COMMON_SHOP);
  await waitUntilSettled(world, ready, played);
  const report = await makeReport(world, ready, played, options.language);
  printReport(report, tell);
  if (options.report) {
    const isTable = options.report.endsWith('.csv');
    const text = isTable ? reportCsv(report, options.language) : `${JSON.stringify(report, null, 1)}\n`;
    writeFileSync(options.report, text);
  }
  return report.orders.every(({ outcome }) => outcome !== 'unsettled');
}

/** A shop's merchant sets up; each shop of its own has its own sevdesk account, where the twin plays sevdesk. */
async function openShop(world: World, { domain, scenarios: those, gateways }: DemoShop): Promise<SetUpShop> {
  const [first] = those;
  const settings = domain === COMMON_SHOP ? null : (first?.settingsBefore ?? first?.settings ?? null);
  let token = sevdeskToken ?? DEFAULT_TOKEN;
  if (world.sevdesk && domain !== COMMON_SHOP) {
    token = randomBytes(16).toString('hex');
    const regime = settings?.['regime'] === 'small_business' ? 'small_business' : 'regular';
    world.sevdesk.addAccount({ name: domain, tokens: [token], regime });
  }
  const shop = await setUp(world, domain, token, gateways);
  if (settings) await choose(world, shop, settings);
  await switchOnForAll(world, shop);
  return shop;
}

/** Plays the folder: what was first, settled, then what became of it. Answers in the order of the files. */
async function playScenarios(world: World, ready: SetUpShop[]): Promise<Played[]> {
  const played = new Map<Scenario, Played>();
  const shopOf = (scenario: Scenario) => shops.find((shop) => shop.scenarios.includes(scenario))!.domain;
  for (const wave of wavesOf(scenarios)) {
    for (const { vat } of wave) if (vat) world.vies.say(vat);
    for (const scenario of wave) played.set(scenario, playFirst(world, shopOf(scenario), scenario));
    await waitUntilSettled(world, ready, [...played.values()]);
    for (const scenario of wave.filter(({ before }) => before !== null)) {
      const shop = ready.find(({ domain }) => domain === shopOf(scenario))!;
      if (scenario.settings && scenario.settings !== scenario.settingsBefore)
        await choose(world, shop, scenario.settings);
      played.set(scenario, playRest(world, shop.domain, played.get(scenario)!, scenario));
    }
    await waitUntilSettled(world, ready, [...played.values()]);
  }
  return scenarios.map((scenario) => played.get(scenario)!);
}

/** Everything that can be wrong with the folder is said before anything starts. */
function readFolder(folder: string | undefined): Scenario[] {
  if (folder === undefined) return [];
  try {
    return readScenarios(folder);
  } catch (error) {
    if (error instanceof ScenarioError) return refuse(error.message);
    throw error;
  }
}

/** The key of another server that plays sevdesk; null where the twin does. */
function readToken(): string | null {
  if (!process.env['SEVDESK_API_URL']) return null;
  const token = process.env['SEVDESK_TOKEN'];
  return token ?? refuse('SEVDESK_API_URL is set, so SEVDESK_TOKEN must hold the API key of that server.');
}

/** Everything that can be wrong with the options is said before anything starts. */
function readWishes() {
  const usage = 'npm run demo -- [--orders DIR] [--once] [--report FILE] [--language en|de] [--port N]';
  const values = readOptions(usage, {
    orders: { type: 'string' },
    once: { type: 'boolean', default: false },
    report: { type: 'string' },
    language: { type: 'string', default: 'en' },
    port: { type: 'string' },
  });
  const { orders, report } = values;
  if (orders !== undefined && !isFolder(orders)) refuse(`--orders ${orders}: there is no such folder.`);
  if (report !== undefined && !isFolder(path.dirname(report))) {
    refuse(`--report ${report}: the folder ${path.dirname(report)} does not exist.`);
  }
  return { ...values, language: readLanguage(values.language), port: readPort(values.port) };
}

function readLanguage(text: string): ReportLanguage {
  return text === 'en' || text === 'de' ? text : refuse(`--language ${text}: there are en and de.`);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
