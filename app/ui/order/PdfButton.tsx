import { Button } from '@shopify/polaris';
import { useState } from 'react';
import type { DocumentView } from '../../orders/read/views.ts';
import { download } from '../download.ts';
import { useTexts } from '../texts.tsx';

/** Saves the PDF that sevdesk made. */
export function PdfButton({ orderId, document }: { orderId: string; document: DocumentView }) {
  const { t } = useTexts();
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const show = async () => {
    setState('loading');
    const saved = await download(
      `/app/orders/${orderId}/documents/${document.id}/pdf`,
      `${document.number}.pdf`,
    );
    setState(saved ? 'idle' : 'failed');
  };
  return (
    <Button
      onClick={() => void show()}
      loading={state === 'loading'}
      accessibilityLabel={t('document.pdfOf', { number: document.number ?? '' })}
    >
      {state === 'failed' ? t('document.pdfAgain') : t('document.pdf')}
    </Button>
  );
}
