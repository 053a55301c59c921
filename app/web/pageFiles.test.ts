import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressFiles } from '../../scripts/lib/compress.ts';
import { assetRoutes } from './pageFiles.server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pages-'));
const script = `export const orders = ${JSON.stringify(Array.from({ length: 500 }, (_, nth) => `order ${nth}`))};`;
let server: Server;
let origin: string;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'assets', 'app-B4kX.js'), script);
  writeFileSync(path.join(folder, 'assets', 'tiny-9Zq1.js'), 'export {};');
  compressFiles(folder);
  const app = express().use(assetRoutes(folder));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const get = (file: string, encodings: string) =>
  fetch(`${origin}/assets/${file}`, { headers: { 'accept-encoding': encodings } });

describe('a file of the built pages', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ])('goes out to a browser that takes "%s" as %s, with the same content', async (accepted, sent) => {
    const answer = await get('app-B4kX.js', accepted);
    expect(answer.headers.get('content-encoding')).toBe(sent);
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('vary')).toContain('Accept-Encoding');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const share = Number(answer.headers.get('content-length')) / script.length;
    expect(share < 0.5).toBe(sent !== null);
    expect(await answer.text()).toBe(script);
  });

  it('that is tiny is sent as it is', async () => {
    const answer = await get('tiny-9Zq1.js', 'br');
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(await answer.text()).toBe('export {};');
  });

  it('that does not exist is not found, packed or not', async () => {
    expect((await get('app-0000.js', 'br')).status).toBe(404);
    expect((await get('..%2f..%2fpackage.json', 'br')).status).toBe(404);
  });
});
