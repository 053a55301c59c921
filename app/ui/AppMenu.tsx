import { Link } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { useTexts } from './texts.tsx';

/** The app's pages in the admin's menu; there on every page, also where one could not be shown. */
export function AppMenu() {
  const { t } = useTexts();
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t('nav.home')}
      </Link>
      <Link to="/app/orders">{t('nav.orders')}</Link>
      <Link to="/app/money">{t('nav.money')}</Link>
      <Link to="/app/sevdesk">{t('nav.sevdesk')}</Link>
      <Link to="/app/settings">{t('nav.settings')}</Link>
      <Link to="/app/help">{t('nav.help')}</Link>
    </NavMenu>
  );
}
