import polaris from '@shopify/polaris/locales/de.json';
import type { TextBundle } from './bundle.ts';
import app from './de.json';

export default { app, polaris } satisfies TextBundle;
