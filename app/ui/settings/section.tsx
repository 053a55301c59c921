import { BlockStack, Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { FaultyField, MerchantSettings } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';

/** What every part of the settings gets. */
export interface SectionProps {
  value: MerchantSettings;
  set: (change: Partial<MerchantSettings>) => void;
  faults: FaultyField[];
}

/** One card of the settings, with what it is about. */
export function Section({ name, children }: { name: SectionName; children: ReactNode }) {
  const { t } = useTexts();
  return (
    // The buttons of problems lead here.
    <div id={name}>
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t(`settings.${name}.title`)}
            </Text>
            <Text as="p" tone="subdued">
              {t(`settings.${name}.intro`)}
            </Text>
          </BlockStack>
          {children}
        </BlockStack>
      </Card>
    </div>
  );
}

export type SectionName =
  'invoices' | 'payments' | 'taxes' | 'rules' | 'texts' | 'pages' | 'alerts' | 'operation' | 'data';

/** The error of a field, as the props that Polaris fields take. */
export function useFieldError(faults: FaultyField[]) {
  const { t } = useTexts();
  return (path: string) => {
    const found = faults.find((entry) => entry.path === path || entry.path.startsWith(`${path}.`));
    return found ? { error: t(`settings.fault.${found.fault}`) } : {};
  };
}
