import { Button } from '@shopify/polaris';
import { useTexts } from './texts.tsx';
import { useAppData } from './useAppData.ts';

/** Opens a mail to whoever runs the app; nothing where no address is named. */
export function SupportButton({ subject }: { subject: string }) {
  const { t } = useTexts();
  const address = useAppData()?.supportEmail;
  if (!address) return null;
  return (
    <Button url={`mailto:${address}?subject=${encodeURIComponent(subject)}`} target="_blank">
      {t('fix.contact_support')}
    </Button>
  );
}
