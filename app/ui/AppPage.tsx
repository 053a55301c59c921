import { Banner, BlockStack, Page, type PageProps } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTexts } from './texts.tsx';
import { useAppData, type AppData } from './useAppData.ts';

type Props = Omit<PageProps, 'children'> & {
  children: ReactNode;
  /** A page that deals with the notice itself leaves it out. */
  hideNotice?: boolean;
};

/** A page of the app. At most one notice stands on top: what stops the whole shop, with the way out. */
export function AppPage({ children, hideNotice = false, ...page }: Props) {
  const app = useAppData();
  const notice = hideNotice ? null : (app?.notice ?? null);
  return (
    <Page {...page}>
      <BlockStack gap="400">
        {notice && <Notice notice={notice} />}
        {children}
      </BlockStack>
    </Page>
  );
}

function Notice({ notice }: { notice: NonNullable<AppData['notice']> }) {
  const { t } = useTexts();
  const action =
    notice === 'merchant'
      ? { content: t('notice.merchant.action'), url: '/app' }
      : notice === 'sevdesk_key'
        ? { content: t('notice.sevdesk_key.action'), url: '/app/sevdesk' }
        : undefined;
  return (
    <Banner
      tone={notice === 'merchant' ? 'warning' : 'critical'}
      title={t(`notice.${notice}.title`)}
      {...(action ? { action } : {})}
    >
      <p>{t(`notice.${notice}.text`)}</p>
    </Banner>
  );
}
