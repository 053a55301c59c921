import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Banner, Button, Page } from '@shopify/polaris';
import { useTexts } from './texts.tsx';

/** What a merchant sees when a page cannot be shown: what it means and what to do, never what broke inside. */
export function PageError() {
  const { t } = useTexts();
  const error = useRouteError();
  const kind = isRouteErrorResponse(error) && error.status === 404 ? 'notFound' : 'failed';
  return (
    <Page>
      <Banner tone={kind === 'notFound' ? 'warning' : 'critical'} title={t(`error.${kind}.title`)}>
        <p>{t(`error.${kind}.text`)}</p>
        {kind === 'failed' && <Button onClick={() => location.reload()}>{t('error.reload')}</Button>}
      </Banner>
    </Page>
  );
}
