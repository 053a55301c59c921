import polaris from '@shopify/polaris/locales/en.json';
import type { TextBundle } from './bundle.ts';
import app from './en.json';

export default { app, polaris } satisfies TextBundle;
