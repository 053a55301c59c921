import type { HeadersFunction } from '@remix-run/node';
import { isRouteErrorResponse, Outlet, useNavigation, useRouteError } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useEffect } from 'react';
import { rememberLocale } from '../merchant/rememberLocale.server.ts';
import { readSettings } from '../merchant/settings.server.ts';
import { AppMenu } from '../ui/AppMenu.tsx';
import { PageError } from '../ui/PageError.tsx';
import { useNonce } from '../ui/nonce.ts';
import type { AppData } from '../ui/useAppData.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';

/** What every page of the app needs: the merchant's own choice of language, and what stops the shop. */
export const loader = forMerchant(async ({ ports, shop, url }) => {
  await rememberLocale(ports.db, shop, url.searchParams.get('locale'));
  // Its name, currency and time zone; the next opening tries again when Shopify does not answer.
  if (!shop.currency) await ports.shopify.readShop(shop.id, AbortSignal.timeout(5_000));
  const { language } = await readSettings(ports.db, shop.id);
  const { supportEmail } = ports.config;
  return { language, timeZone: shop.timeZone, supportEmail, notice: shop.pausedBy } satisfies AppData;
});

export default function App() {
  return (
    <>
      <AppMenu />
      <LoadingBar />
      <Outlet />
    </>
  );
}

/** The admin's own bar on top, while the next page is fetched. */
function LoadingBar() {
  const shopify = useAppBridge();
  const busy = useNavigation().state !== 'idle';
  useEffect(() => {
    shopify.loading(busy);
  }, [shopify, busy]);
  return null;
}

/** Shopify's library throws whole pages (to fetch a session token); everything else is a failure of a page. */
export function ErrorBoundary() {
  const error = useRouteError();
  const nonce = useNonce();
  if (!isRouteErrorResponse(error) || !/^\s*<script/.test(String(error.data))) {
    return (
      <>
        <AppMenu />
        <PageError />
      </>
    );
  }
  const html = nonce
    ? String(error.data).replaceAll('<script', `<script nonce="${nonce}"`)
    : String(error.data);
  return <div suppressHydrationWarning dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Carries the headers of Shopify's thrown responses, which App Bridge acts upon. */
export const headers: HeadersFunction = (args) => boundary.headers(args);
