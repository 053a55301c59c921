import { Link, useNavigate } from '@remix-run/react';
import { useEffect } from 'react';
import type { LinkLikeComponentProps } from '@shopify/polaris/build/ts/src/utilities/link/types';

/** How Polaris draws its links: pages of the app without a reload, other addresses as they are. */
export function PageLink({ url, external, children, ...rest }: LinkLikeComponentProps) {
  const target = external ? { target: '_blank' } : {};
  return (
    <Link to={url} {...target} {...rest}>
      {children}
    </Link>
  );
}

/** Follows the admin when it wants to show another page of the app (its menu, its back button). */
export function useAdminNavigation(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: Event) => {
      const address = (event.target as Element | null)?.getAttribute('href');
      if (address) navigate(address);
    };
    addEventListener('shopify:navigate', follow);
    return () => removeEventListener('shopify:navigate', follow);
  }, [navigate]);
}
