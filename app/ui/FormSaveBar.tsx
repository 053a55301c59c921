import { useBlocker } from '@remix-run/react';
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { useTexts } from './texts.tsx';

interface Props {
  id: string;
  dirty: boolean;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** The admin's save bar for a form with unsaved changes; leaving the page asks first. */
export function FormSaveBar({ id, dirty, saving, onSave, onDiscard }: Props) {
  const { t } = useTexts();
  useLeaveGuard(dirty && !saving);
  return (
    <SaveBar id={id} open={dirty}>
      <button variant="primary" onClick={onSave} {...(saving ? { loading: '' } : {})}>
        {t('action.save')}
      </button>
      <button onClick={onDiscard} disabled={saving}>
        {t('action.discard')}
      </button>
    </SaveBar>
  );
}

function useLeaveGuard(dirty: boolean) {
  const shopify = useAppBridge();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state === 'blocked') void shopify.saveBar.leaveConfirmation().then(() => blocker.proceed());
  }, [blocker, shopify]);
}
