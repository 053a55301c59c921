// npm run audit: known weaknesses of the packages that are used in production (asks the npm registry), and their licences
// (offline; npm test holds those too).
import { spawnSync } from 'node:child_process';
import { findForbidden } from '../lib/licences.ts';

const forbidden = findForbidden();
for (const { name, licence } of forbidden) console.log(`LICENCE not allowed: ${name}: ${licence}`);
if (forbidden.length === 0) console.log('All licences are allowed.');

const npm = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high'], { stdio: 'inherit' });
if (npm.error) console.log('npm could not be started; the packages were not looked up.');
process.exitCode = forbidden.length > 0 || npm.status !== 0 ? 1 : 0;
