import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { save } from '../download.ts';
import { useTexts } from '../texts.tsx';

interface Props {
  order: string;
  facts: object;
}

/** What support asks for, shown on demand as one block that can be copied or saved whole. */
export function TechnicalDetails({ order, facts }: Props) {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const [open, setOpen] = useState(false);
  const text = open ? JSON.stringify({ order, ...facts }, null, 1) : '';
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => shopify.toast.show(t('timeline.copied')),
      () => shopify.toast.show(t('timeline.notCopied'), { isError: true }),
    );
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        <Button
          variant="plain"
          ariaExpanded={open}
          ariaControls="technical-details"
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'timeline.plain' : 'timeline.raw')}
        </Button>
      </InlineStack>
      <div id="technical-details" hidden={!open}>
        <BlockStack gap="200">
          <Text as="p" tone="subdued">
            {t('timeline.rawHelp')}
          </Text>
          <InlineStack gap="200">
            <Button onClick={copy}>{t('timeline.copy')}</Button>
            <Button onClick={() => save(text, `details-${order.replace('#', '')}.json`)}>
              {t('timeline.save')}
            </Button>
          </InlineStack>
          <pre className="raw" tabIndex={0} aria-label={t('timeline.raw')}>
            {text}
          </pre>
        </BlockStack>
      </div>
    </BlockStack>
  );
}
