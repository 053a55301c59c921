// npm run audit: what grows old or turns bad by itself. Licences, the table of VAT rates and the version of Shopify's API
// need no network; known weaknesses and newer versions of the packages are asked of the npm registry, and where it does
// not answer that is said.
import { spawnSync } from 'node:child_process';
import { API_NOTICE_DAYS, RATES_GOOD_FOR_DAYS, upkeepOn } from '../../app/worker/upkeep.ts';
import { findForbidden } from '../lib/licences.ts';
import { readOutdated } from '../lib/outdated.ts';
import { npmCall } from '../lib/platform.mjs';

const { command, shell } = npmCall(process.platform);
let good = true;
const object = (what: string) => {
  good = false;
  console.log(what);
};

const forbidden = findForbidden();
for (const { name, licence } of forbidden) object(`LICENCE not allowed: ${name}: ${licence}`);
if (forbidden.length === 0) console.log('All licences are allowed.');

const { ratesAgeDays, ratesDue, apiDaysLeft, apiDue } = upkeepOn(new Date());
const read = `The sources of the VAT rates (app/accounting/tax/euRates.ts) were last read ${ratesAgeDays} days ago`;
if (ratesDue) object(`VAT RATES: ${read}, more than ${RATES_GOOD_FOR_DAYS}. Read them again.`);
else console.log(`${read}.`);
const left = `Shopify's API version (app/shopify/apiVersion.ts) is served for ${apiDaysLeft} days more`;
if (apiDue) object(`API VERSION: ${left}, fewer than ${API_NOTICE_DAYS}. Change over to the next.`);
else console.log(`${left}.`);

const outdated = readOutdated(spawnSync(command, ['outdated', '--json'], { encoding: 'utf8', shell }));
if (outdated === null) console.log('Newer versions: not looked up, the npm registry could not be asked.');
else {
  for (const { name, current, latest } of outdated) console.log(`newer: ${name} ${current} -> ${latest}`);
  console.log(`${outdated.length} packages have newer versions.`);
}

const npm = spawnSync(command, ['audit', '--omit=dev', '--audit-level=high'], { stdio: 'inherit', shell });
if (npm.status !== 0) object('Known weaknesses: found, or not looked up; see above.');
process.exitCode = good ? 0 : 1;
