import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` (X-Shopify-Hmac-Sha256) is the base64 HMAC-SHA256 of the raw body under one of the app's secrets;
 * there are two for an hour after a rotation. Takes the same time for every signature, right, wrong or of any length.
 */
export function isSigned(body: Buffer, signature: string, secrets: string[]): boolean {
  const given = Buffer.from(signature, 'latin1');
  const matches = secrets.map((secret) => {
    const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'), 'latin1');
    const comparable = given.length === expected.length;
    return timingSafeEqual(comparable ? given : expected, expected) && comparable;
  });
  return matches.includes(true);
}
