import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { Box } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTexts } from './texts.tsx';

interface Props {
  id: string;
  open: boolean;
  title: string;
  /** What happens when the merchant agrees. */
  confirm: string;
  destructive?: boolean;
  busy?: boolean;
  children: ReactNode;
  onConfirm: () => void;
  onCancel: () => void;
}

/** A question of the admin's own, over the whole admin, before something that cannot simply be taken back. */
export function AskModal(props: Props) {
  const {
    id,
    open,
    title,
    confirm,
    destructive = false,
    busy = false,
    children,
    onConfirm,
    onCancel,
  } = props;
  const { t } = useTexts();
  return (
    <Modal id={id} open={open} onHide={onCancel}>
      <Box padding="400">{children}</Box>
      <TitleBar title={title}>
        <button
          variant="primary"
          onClick={onConfirm}
          {...(destructive ? { tone: 'critical' } : {})}
          {...(busy ? { loading: '' } : {})}
        >
          {confirm}
        </button>
        <button onClick={onCancel}>{t('action.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
