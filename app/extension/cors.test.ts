import { expect, it } from 'vitest';
import { preflight, withCors, type Readers } from './cors.ts';

const allowed = (origin: string | null, readers: Readers = 'admin') => {
  const request = new Request('https://app.example/', origin === null ? {} : { headers: { Origin: origin } });
  return withCors(request, new Response(), readers).headers.get('Access-Control-Allow-Origin');
};

it.each(['https://extensions.shopifycdn.com', 'https://admin.shopify.com', 'https://a.myshopify.com'])(
  'lets %s read the answer',
  (origin) => {
    expect(allowed(origin)).toBe(origin);
  },
);

it.each([
  null,
  'null',
  'https://evil.example',
  'http://a.myshopify.com',
  'https://a.myshopify.com.evil.example',
  'https://a.myshopify.com:8443',
  'https://extensions.shopifycdn.com.evil.example',
  'http://extensions.shopifycdn.com',
])('lets nobody else: %s', (origin) => {
  expect(allowed(origin)).toBeNull();
});

it('answers every origin for what is printed, as Shopify asks', () => {
  expect(allowed('null', 'any')).toBe('*');
});

it('says beforehand what may be sent', () => {
  const origin = 'https://extensions.shopifycdn.com';
  const request = new Request('https://app.example/', { method: 'OPTIONS', headers: { Origin: origin } });
  const answer = preflight(request, 'admin');
  expect(answer.status).toBe(204);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin);
  expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
  expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('POST');
});
