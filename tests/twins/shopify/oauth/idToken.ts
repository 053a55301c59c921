// Session tokens ("id tokens") as App Bridge hands them out: HS256 with the app's secret, good for one minute.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../store/ids.ts';

const LIFETIME_S = 60;

interface Claims {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (text: string, secret: string): Buffer => createHmac('sha256', secret).update(text).digest();

export function mintIdToken(
  shop: string,
  app: { apiKey: string; apiSecret: string },
  ids: Ids,
  now: Date,
): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims: Claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: app.apiKey,
    sub: '42',
    exp: seconds + LIFETIME_S,
    nbf: seconds,
    iat: seconds,
    jti: ids.uuid(),
    sid: ids.hex(32),
  };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${sign(text, app.apiSecret).toString('base64url')}`;
}

/** The shop an id token speaks for; null when it is forged, expired, or meant for another app. */
export function verifyIdToken(
  token: string,
  app: { apiKey: string; apiSecret: string },
  now: Date,
): string | null {
  const [head = '', body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = sign(`${head}.${body}`, app.apiSecret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Claims;
  const seconds = now.getTime() / 1000;
  if (claims.aud !== app.apiKey || claims.exp < seconds || claims.nbf > seconds + 10) return null;
  return new URL(claims.dest).hostname;
}
