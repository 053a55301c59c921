import { BlockStack, Card, Link, List, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';

const steps = [
  ['connect', '/app/sevdesk'],
  ['accounts', '/app/sevdesk'],
  ['settings', '/app/settings'],
  ['preview', '/app/preview'],
  ['start', '/app'],
  ['watch', '/app/orders'],
] as const;

/** From an installed app to booked orders, each step with the page where it is done. */
export function FirstSteps() {
  const { t } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('help.first.title')}
        </Text>
        <List type="number">
          {steps.map(([step, page]) => (
            <List.Item key={step}>
              <Link url={page}>{t(`help.first.${step}.link`)}</Link> {t(`help.first.${step}.text`)}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
