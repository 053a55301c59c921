import { operation } from '../operation.ts';

export const readShopOperation = operation(`# cost: 2
query ReadShop {
  shop { name email currencyCode ianaTimezone taxesIncluded shopAddress { countryCodeV2 } }
}`);
