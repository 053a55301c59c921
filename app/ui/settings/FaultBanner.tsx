import { Banner, BlockStack, Button, InlineStack } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import type { FaultyField } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';
import { showFault } from './placeOfFault.ts';

/** Says that nothing was saved, and of each fault what is wrong; each leads to its field. */
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
        <BlockStack gap="100">
          {faults.map((fault) => (
            <InlineStack key={fault.path}>
              <Button variant="plain" textAlign="left" onClick={() => showFault(fault, faults)}>
                {t(`settings.fault.${fault.fault}`)}
              </Button>
            </InlineStack>
          ))}
        </BlockStack>
      </Banner>
    </div>
  );
}
