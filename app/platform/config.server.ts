import { z } from 'zod';

/** Where the real sevdesk answers. Any other address is a twin and is refused in production. */
const SEVDESK_API = 'https://my.sevdesk.de/api/v1';

/** The EU's register of VAT ids. Any other address is a twin and is refused in production. */
const VIES_API = 'https://ec.europa.eu/taxation_customs/vies/rest-api';

/** Nobody waits for a load balancer on a developer's machine. */
const DRAIN_SECONDS = 5;

const port = z.coerce.number().int().min(1).max(65535);
const url = z.url({ protocol: /^https?$/ });

/** The app answers at the root of its address: Shopify's library and every link in it say so. */
function isOrigin(text: string): boolean {
  // What is no address at all is told as such.
  const address = URL.parse(text);
  if (!address) return true;
  const { pathname, search, hash, username } = address;
  return pathname === '/' && search === '' && hash === '' && username === '';
}

/** `id:base64` pairs, newest first. The first encrypts, all of them decrypt. */
const encryptionKeys = z.string().transform((text, context) =>
  text.split(',').map((pair) => {
    const [id = '', encoded = ''] = pair.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    if (!/^[a-z0-9]{1,16}$/.test(id)) {
      context.addIssue({ code: 'custom', message: `key id "${id}" must be 1 to 16 of a-z and 0-9` });
    } else if (key.length !== 32) {
      context.addIssue({ code: 'custom', message: `key "${id}" has ${key.length} bytes, must have 32` });
    }
    return { id, key };
  }),
);

const environment = z.object({
  // Whoever forgets it gets the strict one.
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  APP_URL: url.refine(isOrigin, 'it has more than a host'),
  PORT: port.default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(16),
  SHOPIFY_API_SECRET_PREVIOUS: z.string().min(16).optional(),
  SHOPIFY_TWIN_URL: url.optional(),
  SHOPIFY_APP_BRIDGE_URL: url.optional(),
  SEVDESK_API_URL: url.default(SEVDESK_API),
  VIES_API_URL: url.default(VIES_API),
  ENCRYPTION_KEYS: encryptionKeys,
  WORKER_PORT: port.optional(),
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).optional(),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(10),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(100_000).default(50),
  PROXY_HOPS: z.coerce.number().int().min(0).max(5).optional(),
  PAGES_MEMORY_MB: z.coerce.number().int().min(128).max(16_384).default(512),
  METRICS_TOKEN: z.string().min(16).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().optional(),
  SUPPORT_EMAIL: z.email().optional(),
});

type Environment = z.output<typeof environment>;

/** One sentence per variable: what to put there. Printed when it is missing or wrong. */
const howToMend: Record<keyof Environment, string> = {
  NODE_ENV: 'leave it out on a server (production); development or test elsewhere',
  APP_URL: 'the public https address of this app, without a path, e.g. https://connector.example.com',
  PORT: 'the port the web process listens on, 1 to 65535',
  DATABASE_URL: 'postgresql://user:password@host:5432/database',
  DATABASE_POOL: 'database connections per process, 2 to 100',
  SHOPIFY_API_KEY: 'the client id from the Partner Dashboard, app, Client credentials',
  SHOPIFY_API_SECRET: 'the client secret from the same page',
  SHOPIFY_API_SECRET_PREVIOUS: 'the former client secret while it is being rotated, else leave it out',
  SHOPIFY_TWIN_URL: 'address of the Shopify twin; only for demo and tests, leave it out in production',
  SHOPIFY_APP_BRIDGE_URL: 'address of the stand-in for App Bridge; only for demo and tests',
  SEVDESK_API_URL: `leave it out (${SEVDESK_API}); another address only for demo and tests`,
  VIES_API_URL: `leave it out (${VIES_API}); another address only for demo and tests`,
  ENCRYPTION_KEYS:
    'comma-separated id:base64 pairs, newest first, each 32 random bytes, e.g. k1:$(openssl rand -base64 32)',
  WORKER_PORT: 'the port a worker answers /healthz and /metrics on, 1 to 65535, or leave it out for none',
  DRAIN_SECONDS:
    'how long the web process still serves after it was told to end, until load balancers have noticed; 0 to 60',
  WORKER_CONCURRENCY: 'how many orders one worker process handles at a time, 1 to 50',
  LOG_LEVEL: 'silent, error, warn, info or debug',
  REQUESTS_PER_SECOND: 'how many requests one address may make of the pages in a second, 1 to 100000',
  PROXY_HOPS: 'proxies of yours that add to X-Forwarded-For, 0 to 5; left out: 1 in production, else 0',
  PAGES_MEMORY_MB:
    'how many megabytes the process of the pages may fill before it is started again, 128 to 16384',
  METRICS_TOKEN: 'at least 16 characters; Prometheus sends it as bearer token to /metrics',
  SMTP_URL: 'smtp://user:password@host:587 for alert mails, or leave it out to send none',
  MAIL_FROM: 'the sender address of alert mails',
  SUPPORT_EMAIL: 'the address that merchants write to when they need help, or leave it out to show none',
};

export interface EncryptionKey {
  id: string;
  key: Buffer;
}

export interface Config {
  production: boolean;
  appUrl: string;
  port: number;
  databaseUrl: string;
  databasePool: number;
  shopify: {
    apiKey: string;
    /** Newest first: the current secret, then the one being rotated out. */
    secrets: string[];
    twinUrl: string | null;
    appBridgeUrl: string | null;
  };
  sevdeskApiUrl: string;
  viesApiUrl: string;
  encryptionKeys: EncryptionKey[];
  workerPort: number | null;
  /** How long a load balancer may need to notice that the process is going. */
  drainMs: number;
  workerConcurrency: number;
  logLevel: Environment['LOG_LEVEL'];
  requests: { perSecond: number; proxyHops: number };
  /** What the process of the pages may fill. */
  pagesMemoryMb: number;
  metricsToken: string | null;
  mail: { smtpUrl: string; from: string } | null;
  /** Where merchants get help. */
  supportEmail: string | null;
}

/** The environment is wrong. The message names every fault and how to mend it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables.
 * Throws {@link ConfigError} that names every missing or wrong variable at once.
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  // A blank or a line break that was pasted along belongs to no address and to no secret.
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const faults = parsed.success
    ? productionFaults(parsed.data)
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]) as keyof Environment;
        const missing = given[name] === undefined;
        return `${name} ${missing ? 'is missing' : `is wrong (${issue.message})`}: ${howToMend[name]}`;
      });
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(`The environment is not complete:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
  }
  return toConfig(parsed.data);
}

/** What is fine on a developer's machine and dangerous on a server. */
function productionFaults(env: Environment): string[] {
  if (env.NODE_ENV !== 'production') return mailFaults(env);
  const faults = mailFaults(env);
  const refuse = (name: keyof Environment, why: string) =>
    faults.push(`${name} is refused in production (${why}): ${howToMend[name]}`);
  if (env.SHOPIFY_TWIN_URL) refuse('SHOPIFY_TWIN_URL', 'it is a twin address');
  if (env.SHOPIFY_APP_BRIDGE_URL) refuse('SHOPIFY_APP_BRIDGE_URL', 'it is a twin address');
  if (env.SEVDESK_API_URL !== SEVDESK_API) refuse('SEVDESK_API_URL', 'it is not sevdesk');
  if (env.VIES_API_URL !== VIES_API) refuse('VIES_API_URL', 'it is not VIES');
  if (!env.APP_URL.startsWith('https://')) refuse('APP_URL', 'it is not https');
  if (/demo|default|secret|change/i.test(env.SHOPIFY_API_SECRET)) {
    refuse('SHOPIFY_API_SECRET', 'it looks like a default secret');
  }
  if (env.ENCRYPTION_KEYS.some(({ key }) => new Set(key).size < 8)) {
    refuse('ENCRYPTION_KEYS', 'a key is not random');
  }
  return faults;
}

function mailFaults(env: Environment): string[] {
  return env.SMTP_URL && !env.MAIL_FROM ? [`MAIL_FROM is missing: ${howToMend.MAIL_FROM}`] : [];
}

function toConfig(env: Environment): Config {
  const previous = env.SHOPIFY_API_SECRET_PREVIOUS;
  return {
    production: env.NODE_ENV === 'production',
    appUrl: env.APP_URL.replace(/\/$/, ''),
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    shopify: {
      apiKey: env.SHOPIFY_API_KEY,
      secrets: previous ? [env.SHOPIFY_API_SECRET, previous] : [env.SHOPIFY_API_SECRET],
      twinUrl: env.SHOPIFY_TWIN_URL?.replace(/\/$/, '') ?? null,
      appBridgeUrl: env.SHOPIFY_APP_BRIDGE_URL ?? null,
    },
    sevdeskApiUrl: env.SEVDESK_API_URL.replace(/\/$/, ''),
    viesApiUrl: env.VIES_API_URL.replace(/\/$/, ''),
    encryptionKeys: env.ENCRYPTION_KEYS,
    workerPort: env.WORKER_PORT ?? null,
    drainMs: 1_000 * (env.DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? DRAIN_SECONDS : 0)),
    workerConcurrency: env.WORKER_CONCURRENCY,
    logLevel: env.LOG_LEVEL,
    requests: {
      perSecond: env.REQUESTS_PER_SECOND,
      proxyHops: env.PROXY_HOPS ?? (env.NODE_ENV === 'production' ? 1 : 0),
    },
    pagesMemoryMb: env.PAGES_MEMORY_MB,
    metricsToken: env.METRICS_TOKEN ?? null,
    mail: env.SMTP_URL && env.MAIL_FROM ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM } : null,
    supportEmail: env.SUPPORT_EMAIL ?? null,
  };
}
