import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { Page, Text } from '@shopify/polaris';
import { useTexts } from '../ui/texts.tsx';

/** Shopify opens the app at its bare address; the pages begin at /app. Whoever comes without a shop gets no form. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has('shop')) return redirect(`/app${search}`);
  return null;
}

export default function Start() {
  const { t } = useTexts();
  return (
    <Page title={t('start.title')}>
      <Text as="p">{t('start.text')}</Text>
    </Page>
  );
}
