import { Button, InlineStack, List } from '@shopify/polaris';
import type { Setup } from '../../merchant/setup.server.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import { SetupGuide, StepButton } from './SetupGuide.tsx';
import { SwitchOn } from './SwitchOn.tsx';

interface Props {
  setup: Setup;
  regime: 'regular' | 'small_business' | null;
  today: string;
  oldestDay: string;
}

/** The four steps of setting up, with what to do in each. */
export function SetupSteps({ setup, regime, today, oldestDay }: Props) {
  const { t } = useTexts();
  const { done } = setup;
  const ready = done.connect && done.accounts;
  return (
    <SetupGuide
      setup={setup}
      steps={[
        {
          step: 'connect',
          content: (
            <StepButton url="/app/sevdesk" done={done.connect} label={t('setup.steps.connect.button')} />
          ),
        },
        {
          step: 'accounts',
          content: (
            <StepButton url="/app/sevdesk" done={done.accounts} label={t('setup.steps.accounts.button')} />
          ),
        },
        { step: 'review', content: <Review regime={regime} done={done.review} /> },
        { step: 'switch_on', content: <SwitchOn ready={ready} today={today} oldestDay={oldestDay} /> },
      ]}
    />
  );
}

function Review({ regime, done }: { regime: Props['regime']; done: boolean }) {
  const { t } = useTexts();
  const { send, busy } = useSend();
  return (
    <>
      <List>
        {regime && <List.Item>{t(`setup.review.${regime}`)}</List.Item>}
        <List.Item>{t('setup.review.oss')}</List.Item>
        <List.Item>{t('setup.review.finalise')}</List.Item>
      </List>
      <InlineStack gap="200">
        <Button
          loading={busy}
          onClick={() => send({ intent: 'review' })}
          {...(done ? {} : { variant: 'primary' as const })}
        >
          {t('setup.review.confirm')}
        </Button>
        <Button url="/app/settings">{t('setup.review.change')}</Button>
        <Button variant="plain" url="/app/check">
          {t('setup.check')}
        </Button>
      </InlineStack>
    </>
  );
}
