// npm run audit: what grows old or turns bad by itself. Known weaknesses and licences of the packages that are used in
// production come from lists that travel with the project (npm test holds them too), the ages of the VAT rates and of
// Shopify's API version from the project itself. With --registry npm is asked as well, for its own list and for newer
// versions.
import { spawnSync } from 'node:child_process';
import { API_NOTICE_DAYS, RATES_GOOD_FOR_DAYS, upkeepOn } from '../../app/worker/upkeep.ts';
import { findAdvisories, readOn } from '../lib/advisories.ts';
import { findForbidden } from '../lib/licences.ts';
import { readOptions } from '../lib/options.ts';
import { readOutdated } from '../lib/outdated.ts';
import { npmCall } from '../lib/platform.mjs';

const { registry } = readOptions('npm run audit -- [--registry]', { registry: { type: 'boolean' } });
const forbidden = findForbidden();
for (const { name, licence } of forbidden) console.log(`LICENCE not allowed: ${name}: ${licence}`);
if (forbidden.length === 0) console.log('All licences are allowed.');

const found = findAdvisories();
console.log(`\nWeaknesses of pinned versions, as read on ${readOn}:`);
for (const { id, package: name, version, state, what, held, fixedIn } of found)
  console.log(
    state === 'fixed'
      ? `  ${id} ${name} ${version}: fixed in ${fixedIn}.`
      : `  ${id} ${name} ${version}: ${state.toUpperCase()}. ${what} ${held}`,
  );
const open = found.filter(({ state }) => state === 'open');

const { ratesAgeDays, ratesDue, apiDaysLeft, apiDue } = upkeepOn(new Date());
console.log(
  `\nThe sources of the VAT rates (app/accounting/tax/euRates.ts) were read ${ratesAgeDays} days ago` +
    (ratesDue ? `, MORE THAN ${RATES_GOOD_FOR_DAYS}: read them again.` : '.'),
);
console.log(
  `Shopify's API version (app/shopify/apiVersion.ts) is served for ${apiDaysLeft} days more` +
    (apiDue ? `, FEWER THAN ${API_NOTICE_DAYS}: change over to the next.` : '.'),
);

const { command, shell } = npmCall(process.platform);
if (registry) tellOutdated();
else console.log('Newer versions of packages: not looked up without a network; --registry asks npm.');
const npm = registry
  ? spawnSync(command, ['audit', '--omit=dev', '--audit-level=high'], { stdio: 'inherit', shell })
  : null;
if (npm?.error) console.log('npm could not be started; its list was not asked.');
process.exitCode =
  forbidden.length + open.length > 0 || ratesDue || apiDue || (npm !== null && npm.status !== 0) ? 1 : 0;

/** Newer versions are told; whether to take one is for a person to decide. */
function tellOutdated(): void {
  const outdated = readOutdated(spawnSync(command, ['outdated', '--json'], { encoding: 'utf8', shell }));
  if (outdated === null)
    return console.log('Newer versions of packages: the npm registry could not be asked.');
  for (const { name, current, latest } of outdated) console.log(`newer: ${name} ${current} -> ${latest}`);
  console.log(`${outdated.length} packages have newer versions.`);
}
