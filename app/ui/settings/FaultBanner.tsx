import { Banner } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import type { FaultyField } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';

/** Says that nothing was saved, and takes the reader there; what is wrong stands beside each field. */
export function FaultBanner({ faults }: { faults: FaultyField[] }) {
  const { t } = useTexts();
  const top = useRef<HTMLDivElement>(null);
  const count = faults.length;
  useEffect(() => {
    if (count > 0) top.current?.scrollIntoView({ block: 'center' });
  }, [count]);
  if (count === 0) return null;
  return (
    <div ref={top}>
      <Banner tone="critical" title={t('settings.notSaved', { count })}>
        <p>{t('settings.notSavedText')}</p>
      </Banner>
    </div>
  );
}
