import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react';
import { AppProvider } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';
import { languageOfRequest } from './ui/language.ts';
import { useNonce } from './ui/nonce.ts';
import { PageError } from './ui/PageError.tsx';
import { PageLink, useAdminNavigation } from './ui/PageLink.tsx';
import { TextsProvider, useTexts } from './ui/texts.tsx';
import { useAppData } from './ui/useAppData.ts';

/** The language that was asked for when the page was opened. Nothing here belongs to a shop. */
export function loader({ request }: LoaderFunctionArgs) {
  return { language: languageOfRequest(request) };
}

export const shouldRevalidate = () => false;

/** Around every page, errors included. The document itself is written by ui/document. */
export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  const app = useAppData();
  const known = useNonce();
  const nonce = known ? { nonce: known } : {};
  // The page keeps the language it was opened in; only the merchant's own choice changes it.
  const [asked] = useState(root?.language ?? 'de');
  return (
    <>
      <TextsProvider language={app?.language ?? asked} timeZone={app?.timeZone ?? 'Europe/Berlin'}>
        <Frame>{children}</Frame>
      </TextsProvider>
      <ScrollRestoration {...nonce} />
      <Scripts {...nonce} />
    </>
  );
}

/** Polaris in the merchant's language. */
function Frame({ children }: { children: ReactNode }) {
  const { polaris } = useTexts();
  useAdminNavigation();
  return (
    <AppProvider i18n={polaris} linkComponent={PageLink}>
      {children}
    </AppProvider>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <PageError />;
}
