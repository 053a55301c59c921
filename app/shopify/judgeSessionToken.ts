import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What Shopify's library allows a clock to be off. */
const TOLERANCE_S = 10;

const claims = z.object({
  aud: z.string().catch(''),
  exp: z.number().catch(Number.NaN),
  nbf: z.number().catch(0),
  iat: z.number().nullish().catch(null),
});

/** What is to be said of a session token before the library judges it, which keeps its reasons to itself. */
export interface TokenJudgement {
  /** Which of the app's secrets signed it; the newest where none did. */
  secret: number;
  /** Why it will be refused, in one word; null where nothing speaks against it. */
  why: 'shape' | 'signature' | 'client_id' | 'expired' | 'clock' | null;
  /** When Shopify issued it. */
  issuedAt: Date | null;
}

/** Held against every secret of the app, newest first: during a rotation Shopify signs with the one or the other. */
export function judgeSessionToken(
  token: string,
  { apiKey, secrets }: { apiKey: string; secrets: string[] },
  now: Date,
): TokenJudgement {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  const said = parse(body);
  if (!said || signature === '' || more.length > 0) return { secret: 0, why: 'shape', issuedAt: null };
  const secret = secrets.findIndex((one) => signs(one, `${head}.${body}`, signature));
  const issuedAt = said.iat ? new Date(said.iat * 1000) : null;
  if (secret < 0) return { secret: 0, why: 'signature', issuedAt };
  const seconds = now.getTime() / 1000;
  const why = () => {
    if (said.aud !== apiKey) return 'client_id';
    // A token lives for a minute. One that is not valid yet, or was issued in the future, tells of a clock.
    if (Math.max(said.nbf, said.iat ?? 0) > seconds + TOLERANCE_S) return 'clock';
    return said.exp < seconds - TOLERANCE_S ? 'expired' : null;
  };
  return { secret, why: why(), issuedAt };
}

function signs(secret: string, text: string, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(text).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parse(body: string): z.output<typeof claims> | null {
  try {
    return claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
