import { Banner } from '@shopify/polaris';
import { useRevalidator } from '@remix-run/react';
import type { SevdeskFailure } from '../../merchant/sevdeskFailure.ts';
import { useTexts } from '../texts.tsx';

/** sevdesk did not say what this page wanted to show. */
export function SevdeskFailed({ why }: { why: SevdeskFailure }) {
  const { t } = useTexts();
  const { revalidate, state } = useRevalidator();
  return (
    <Banner
      tone="warning"
      title={t('sevdeskFailed.title')}
      action={{ content: t('action.retry'), onAction: revalidate, loading: state !== 'idle' }}
    >
      <p>{t(`sevdeskFailed.${why}`)}</p>
    </Banner>
  );
}
