import { log } from './log.server.ts';

/** What keeps a process from its database, as a word for the log and a sentence for whoever runs it. */
interface Cause {
  why: string;
  sentence: string;
}

const BY_CODE: Record<string, Cause> = {
  ENOTFOUND: { why: 'unknown_host', sentence: 'the host in DATABASE_URL is not known' },
  EAI_AGAIN: { why: 'unknown_host', sentence: 'the host in DATABASE_URL cannot be looked up' },
  ECONNREFUSED: { why: 'refused', sentence: 'nobody listens at the host and port in DATABASE_URL' },
  '28P01': { why: 'wrong_password', sentence: 'the password in DATABASE_URL is not taken' },
  '28000': { why: 'not_allowed', sentence: 'this user may not connect (pg_hba.conf, or TLS is required)' },
  '3D000': { why: 'no_database', sentence: 'there is no such database; npm run migrate makes it' },
  '42P01': { why: 'not_migrated', sentence: 'it has no tables yet; npm run migrate makes them' },
  '42501': { why: 'no_rights', sentence: 'this user may not read the tables' },
  '53300': { why: 'full', sentence: 'it takes no more connections' },
  '57P03': { why: 'starting', sentence: 'it is just starting up' },
  '08P01': {
    why: 'startup_parameter',
    sentence:
      'a pooler in front of it refuses a parameter in DATABASE_URL (PgBouncer: name it in ignore_startup_parameters, or leave options out of DATABASE_URL)',
  },
  SHARED_SESSION: {
    why: 'shared_session',
    sentence:
      'a pooler in front of it shares connections out, and so loses what is set on them (PgBouncer: it needs pool_mode = session)',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: { why: 'untrusted_certificate', sentence: untrusted() },
  SELF_SIGNED_CERT_IN_CHAIN: { why: 'untrusted_certificate', sentence: untrusted() },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { why: 'untrusted_certificate', sentence: untrusted() },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { why: 'untrusted_certificate', sentence: untrusted() },
  CERT_HAS_EXPIRED: { why: 'expired_certificate', sentence: 'its certificate has expired' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'other_name',
    sentence: 'its certificate is made out to another host than the one in DATABASE_URL',
  },
};

function untrusted(): string {
  return 'its certificate is signed by nobody this machine trusts; name the CA as sslrootcert in DATABASE_URL';
}

const UNKNOWN: Cause = { why: 'unknown', sentence: 'it does not answer' };

/** Why the database cannot be used, from an error of the driver; nothing of its message, which may hold the address. */
export function whyUnusable(error: unknown): Cause {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  const known = typeof code === 'string' ? BY_CODE[code] : undefined;
  if (known) return known;
  if (cause) return whyUnusable(cause);
  const message = error instanceof Error ? error.message : '';
  if (/does not support SSL/i.test(message))
    return { why: 'no_tls', sentence: 'it speaks no TLS, which DATABASE_URL asks for' };
  if (/timeout|timed out/i.test(message)) return { why: 'timeout', sentence: 'it does not answer in time' };
  return UNKNOWN;
}

let told: string | null = null;

/** Says why the database cannot be used: each time in the log, and as a sentence when it is another reason than before. */
export function tellWhyUnusable(error: unknown): void {
  const { why, sentence } = whyUnusable(error);
  log.warn('database not ready', { why, error });
  if (told === why) return;
  told = why;
  process.stderr.write(`The database cannot be used yet: ${sentence}.\n`);
}
