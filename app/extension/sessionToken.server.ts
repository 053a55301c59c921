import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.server.ts';
import { parseShopDomain } from '../shopify/shopDomain.ts';

/** Whom a session token speaks for. */
export interface Caller {
  /** The *.myshopify.com domain. */
  domain: string;
  userId: string;
}

/** Shopify's clock and ours may differ this much (the tolerance of Shopify's own library). */
const CLOCK_TOLERANCE_S = 10;

/**
 * The caller behind `Authorization: Bearer <session token>`, or null when there is no token, or none that Shopify
 * made for this app and that is valid now. While the client secret is being rotated both secrets count.
 *
 * Extensions need nothing else of Shopify, so no token is exchanged here and no page is redirected, other than in
 * Shopify's library. Claims: shopify.dev, session tokens.
 */
export async function callerOf(request: Request, config: Config, clock: Clock): Promise<Caller | null> {
  const token = /^Bearer (\S+)$/.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (!token) return null;
  for (const secret of config.shopify.secrets) {
    const claims = await verify(token, secret, config.shopify.apiKey, clock.now());
    if (claims) return toCaller(claims);
  }
  return null;
}

async function verify(
  token: string,
  secret: string,
  audience: string,
  now: Date,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: now,
      requiredClaims: ['exp', 'nbf', 'sub', 'iss', 'dest'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** Issuer and destination must be the same shop. */
function toCaller({ iss, dest, sub }: JWTPayload): Caller | null {
  const [issuer, destination] = [iss, dest].map(shopOf);
  return issuer && issuer === destination ? { domain: issuer, userId: String(sub) } : null;
}

function shopOf(address: unknown): string | null {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' ? parseShopDomain(url.host) : null;
}
