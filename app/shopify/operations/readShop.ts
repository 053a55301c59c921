import { operation } from '../operation.ts';

export const readShopOperation = operation(`# cost: 4
query ReadShop {
  shop { name email currencyCode ianaTimezone taxesIncluded shopAddress { countryCodeV2 } }
  currentAppInstallation { accessScopes { handle } }
}`);
