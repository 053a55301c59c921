import { readFileSync } from 'node:fs';

/** Licences that ask for no more than to be named. */
const PERMISSIVE = [
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'Zlib'],
  ...['BlueOak-1.0.0', 'CC0-1.0', 'Python-2.0'],
];
/** Fine for tools that are never shipped: they bind whoever changes or passes on the tool itself. */
const TOOLS_ONLY = ['MPL-2.0', 'CC-BY-3.0', 'CC-BY-4.0'];

/** Packages whose licence was read by a person. */
const READ: Record<string, string> = {
  '@shopify/polaris': 'may be used for apps that work with Shopify',
  '@shopify/polaris-icons': 'may be used for apps that work with Shopify',
  '@shopify/polaris-tokens': 'may be used for apps that work with Shopify',
  eval: 'MIT by its LICENSE file; a tool of the build',
  format: 'MIT by its Readme; a tool of the build',
  'require-like': 'MIT by its License file; a tool of the build',
};

interface LockFile {
  packages: Record<string, { license?: string; dev?: boolean; link?: boolean }>;
}

export interface Forbidden {
  name: string;
  licence: string;
}

/** Packages of the lock file whose licence is not on the list; `lock` = its text. */
export function findForbidden(lock = readFileSync('package-lock.json', 'utf8')): Forbidden[] {
  return Object.entries((JSON.parse(lock) as LockFile).packages).flatMap(([path, { license, dev, link }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    // The project itself, and its own folders.
    if (!path.includes('node_modules/') || link || name in READ) return [];
    const allowed = dev ? [...PERMISSIVE, ...TOOLS_ONLY] : PERMISSIVE;
    return license && isAllowed(license, allowed) ? [] : [{ name, licence: license ?? 'none named' }];
  });
}

/** Reads "A", "(A AND B)" and "(A OR B)". */
function isAllowed(licence: string, allowed: string[]): boolean {
  const parts = licence.replaceAll(/[()]/g, '');
  if (parts.includes(' OR ')) return parts.split(' OR ').some((part) => isAllowed(part, allowed));
  return parts.split(' AND ').every((part) => allowed.includes(part.trim()));
}
