// npm run sbom [-- FILE]: the packages of production and their versions, licences and checksums as CycloneDX, in
// reports/sbom.json when no file is named. Read from the lock file, without a network.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmCall } from '../lib/platform.mjs';
import { refuse } from '../lib/options.ts';
import { publicSbom } from '../lib/sbom.ts';

const file = process.argv[2] ?? 'reports/sbom.json';
const { command, shell } = npmCall(process.platform);
const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only', '--workspaces=false'];
const npm = spawnSync(command, args, { encoding: 'utf8', shell, maxBuffer: 2 ** 28 });
if (npm.status !== 0) refuse(`npm sbom did not succeed:\n${npm.stderr || npm.error?.message}`);
mkdirSync(path.dirname(file), { recursive: true });
const { name } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string };
writeFileSync(file, publicSbom(npm.stdout, name));
console.log(file);
