import { expect, it } from 'vitest';
import { documentEnd, documentStart } from './document.ts';

const head = { language: 'de', title: 'sevdesk Connector', styles: ['/a.css'], appBridge: null } as const;

it('loads App Bridge before every other script and after the styles, and only inside the admin', () => {
  const appBridge = { url: 'https://cdn.shopify.com/shopifycloud/app-bridge.js', apiKey: 'key' };
  const page = documentStart({ ...head, styles: ['/a.css'], appBridge });
  expect(page).toMatch(
    /<link [^>]*><script src="https:\/\/cdn.shopify.com[^"]*" data-api-key="key"><\/script><title>/,
  );
  expect(documentStart({ ...head, styles: [] })).not.toContain('<script');
});

it('says its language and is whole', () => {
  const page = documentStart({ ...head, styles: ['/a.css'] }) + documentEnd;
  expect(page).toMatch(/^<!DOCTYPE html><html lang="de"><head>.*<div id="root"><\/div><\/body><\/html>$/);
});

it('lets no value break out of its place', () => {
  const page = documentStart({ ...head, title: '</title><script>', styles: ['"><script>'] });
  expect(page).not.toContain('<script>');
});
