// npm run audit: known weaknesses and licences of the packages that are used in production, from lists that travel with
// the project (npm test holds them too). With --registry npm's own list is asked as well.
import { spawnSync } from 'node:child_process';
import { findAdvisories, readOn } from '../lib/advisories.ts';
import { findForbidden } from '../lib/licences.ts';
import { readOptions } from '../lib/options.ts';

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

const npm = registry
  ? spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high'], { stdio: 'inherit' })
  : null;
if (npm?.error) console.log('npm could not be started; its list was not asked.');
process.exitCode = forbidden.length + open.length > 0 || (npm !== null && npm.status !== 0) ? 1 : 0;
