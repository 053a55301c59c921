// The web process of npm run dev: the real one, with pages from Vite's development server instead of built ones.
import { createRequestHandler } from '@remix-run/express';
import { Router } from 'express';
import { createServer } from 'vite';
import { keepTime } from '../../app/platform/databaseClock.server.ts';
import { runtime } from '../../app/platform/runtime.server.ts';
import { watchAlertLevels } from '../../app/worker/alertLevels.server.ts';
import { watchLevels } from '../../app/worker/levels.server.ts';
import { startWeb } from '../../app/web/startWeb.server.ts';

const shared = runtime();
await keepTime(shared.clock);
watchLevels(shared.db, shared.clock);
watchAlertLevels(shared.db);
const { appBridgeUrl } = shared.config.shopify;
// Shopify's library learns from the environment which script its own pages load, at the moment it is loaded.
if (appBridgeUrl) process.env['APP_BRIDGE_URL'] = appBridgeUrl;

type Build = Extract<Parameters<typeof createRequestHandler>[0]['build'], (...args: never) => unknown>;
const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
const build: Build = () => vite.ssrLoadModule('virtual:remix/server-build') as ReturnType<Build>;
const draw = createRequestHandler({ build, mode: 'development' });
const pages = Router().use(vite.middlewares, (request, response, next) => void draw(request, response, next));
const web = await startWeb(shared, pages, shared.config.port);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void Promise.all([web.stop(), vite.close()]).then(() => process.exit(0)));
}
