import { forMerchant } from '../pages/forMerchant.server.ts';
import { refuse } from '../pages/refuse.ts';

/** Addresses of the app that nobody has: an error page with the menu, for whoever is signed in. */
export const loader = forMerchant(async () => refuse(404));

export default function UnknownPage() {
  return null;
}
