import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './frameAncestors.ts';

const frames = (address: string, twinUrl: string | null = null) =>
  /frame-ancestors ([^;]*)/.exec(contentSecurityPolicy(new URL(address), { twinUrl }))![1];

it('lets the shop and the admin frame a page of the shop', () => {
  expect(frames('https://app.example.de/app?shop=Demo.myshopify.com')).toBe(
    'https://demo.myshopify.com https://admin.shopify.com',
  );
});

it('lets nobody frame a page without a shop', () => {
  for (const query of [
    '',
    '?shop=',
    '?shop=evil.example',
    '?shop=*.myshopify.com',
    '?shop=a.myshopify.com%20*',
  ]) {
    expect(frames(`https://app.example.de/app${query}`)).toBe("'none'");
  }
});

it('lets the twin frame pages where there is one', () => {
  expect(frames('http://localhost/app?shop=demo.myshopify.com', 'http://127.0.0.1:4000/x')).toContain(
    ' http://127.0.0.1:4000',
  );
});
