// npm run build: the pages for the browser and for the server.
import { buildPages } from './pages.ts';

process.exitCode = buildPages();
