import { Banner, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { Entry } from '../../accounting/catalogue/entry.ts';
import type { Bilingual } from '../bilingual.ts';
import { SupportButton } from '../SupportButton.tsx';
import { useTexts } from '../texts.tsx';
import { fixPages } from './fixPages.ts';

export interface ExplainedProblem {
  code: string;
  text: Bilingual<{ title: string; explanation: string; fix: string }>;
  fixedBy: Entry['fixedBy'];
  action: Entry['action'];
}

interface Props {
  problem: ExplainedProblem;
  /** Parked orders need somebody; waiting and skipped ones only tell why. */
  urgent: boolean;
  orderName: string;
  orderUrl: string;
  syncAgain: ReactNode;
  /** Takes the payment as sevdesk has it. */
  acceptPayment: ReactNode;
}

/** What is in the way of an order, why, and the button that leads to the fix. */
export function ProblemCard({ problem, urgent, ...buttons }: Props) {
  const { t, language } = useTexts();
  const { title, explanation, fix } = problem.text[language];
  return (
    <Banner tone={urgent ? 'warning' : 'info'} title={title}>
      <BlockStack gap="300">
        <Text as="p">{explanation}</Text>
        {fix && (
          <BlockStack gap="050">
            <Text as="p" fontWeight="semibold">
              {t('order.whatToDo')}
            </Text>
            <Text as="p">{fix}</Text>
          </BlockStack>
        )}
        <InlineStack gap="300" blockAlign="center">
          <FixButton problem={problem} {...buttons} />
          <Link url={`/app/help/${problem.code}`}>{t('order.more')}</Link>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}

function FixButton({
  problem: { action, code },
  orderName,
  orderUrl,
  syncAgain,
  acceptPayment,
}: Omit<Props, 'urgent'>) {
  const { t } = useTexts();
  switch (action) {
    case 'connect_sevdesk':
    case 'settings_payments':
    case 'settings_taxes':
    case 'settings_rules':
      return (
        <>
          <Button url={fixPages[action]}>{t(`fix.${action}`)}</Button>
          {syncAgain}
        </>
      );
    case 'open_order':
      return (
        <>
          <Button url={orderUrl} target="_blank">
            {t('fix.open_order')}
          </Button>
          {syncAgain}
        </>
      );
    case 'open_sevdesk':
      return (
        <>
          <Button url="https://my.sevdesk.de" target="_blank">
            {t('fix.open_sevdesk')}
          </Button>
          {syncAgain}
        </>
      );
    case 'accept_payment':
      return (
        <>
          {acceptPayment}
          <Button url="https://my.sevdesk.de" target="_blank">
            {t('fix.open_sevdesk')}
          </Button>
          {syncAgain}
        </>
      );
    case 'contact_support':
      return (
        <>
          <SupportButton subject={`${orderName} · ${code}`} />
          {syncAgain}
        </>
      );
    case 'sync_again':
      return syncAgain;
    case 'open_app':
    case 'none':
      return null;
  }
}
