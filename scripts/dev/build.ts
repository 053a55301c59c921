// npm run build: the pages for the browser and for the server.
import { buildPages } from '../lib/pages.ts';

process.exitCode = buildPages();
