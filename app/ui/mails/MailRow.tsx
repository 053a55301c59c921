import { BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import type { LostMail } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

interface Props {
  mail: LostMail;
  busy: boolean;
  onDecide: (intent: 'send_mail' | 'drop_mail') => void;
}

/** One mail: to whom, about which invoice, what is known of it, and the two ways to decide. */
export function MailRow({ mail, busy, onDecide }: Props) {
  const { t, dateTime } = useTexts();
  const number = mail.number ?? '';
  return (
    <InlineStack gap="300" align="space-between" blockAlign="center">
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          {t('mails.invoice', { number })}
        </Text>
        <Text as="p">{t(`mails.state.${mail.state}`, { to: mail.to })}</Text>
        <Text as="p" variant="bodySm" tone="subdued">
          <Link url={`/app/orders/${mail.orderId}`} monochrome>
            {t('order.title', { name: mail.orderName })}
          </Link>
          {mail.at && ` · ${dateTime(mail.at)}`}
        </Text>
      </BlockStack>
      <InlineStack gap="200">
        <Button
          disabled={busy}
          onClick={() => onDecide('send_mail')}
          accessibilityLabel={t('mails.sendOf', { number })}
        >
          {t('mails.send')}
        </Button>
        <Button
          variant="tertiary"
          disabled={busy}
          onClick={() => onDecide('drop_mail')}
          accessibilityLabel={t('mails.dropOf', { number })}
        >
          {t('mails.drop')}
        </Button>
      </InlineStack>
    </InlineStack>
  );
}
