import { useLocation, useNavigate, useRouteError } from '@remix-run/react';
import { Banner, BlockStack, Button, InlineStack, Page, Text } from '@shopify/polaris';
import { useState, useSyncExternalStore } from 'react';
import { errorKind, referenceOf } from './errorKind.ts';
import { SupportButton } from './SupportButton.tsx';
import { useTexts } from './texts.tsx';

/** The time never changes by itself, and the page drawn by the server has none. */
const never = () => () => undefined;
const drawnByServer = () => null;

/** What a merchant sees when a page cannot be shown: what happened and what to do, never what broke inside. */
export function PageError() {
  const { t, dateTime } = useTexts();
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const kind = errorKind(error);
  const reference = referenceOf(error);
  const mayReload = kind !== 'notFound';
  // The time is the browser's: the page drawn by the server has none, and both must draw the same at first.
  const [now] = useState(() => new Date().toISOString());
  const at = useSyncExternalStore(never, () => now, drawnByServer);
  // Asks for the page's data again. The browser's own reload would come without what the admin hands over.
  const again = () => navigate(`${pathname}${search}`, { replace: true });
  const told = [reference, at && dateTime(at), pathname].filter(Boolean).join(' · ');
  return (
    <Page title={t(`error.${kind}.title`)}>
      <Banner tone={kind === 'notFound' ? 'warning' : 'critical'}>
        <BlockStack gap="300">
          <Text as="p">{t(`error.${kind}.text`)}</Text>
          <Text as="p">{t(`error.${kind}.fix`)}</Text>
          <InlineStack gap="200">
            {mayReload && <Button onClick={again}>{t('error.reload')}</Button>}
            <Button url="/app">{t('error.home')}</Button>
            {kind === 'notFound' && <Button url="/app/orders">{t('error.log')}</Button>}
            {kind === 'failed' && <SupportButton subject={`sevdesk Connector · ${told}`} />}
          </InlineStack>
          {mayReload && told && (
            <Text as="p" variant="bodySm" tone="subdued">
              {t('error.reference', { reference: told })}
            </Text>
          )}
        </BlockStack>
      </Banner>
    </Page>
  );
}
