import { Banner, BlockStack, Button, Card, ChoiceList, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { StoredQuestion } from '../../accounting/storedQuestions.ts';
import type { RefundDecided } from '../../orders/actions/decideRefund.server.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import type { ExplainedProblem } from './ProblemCard.tsx';
import { readAmount } from './readAmount.ts';

interface Props {
  question: StoredQuestion & { told: ExplainedProblem | null };
  currency: string;
}

type Way = 'split' | 'by_hand' | 'leave_out' | `rate ${number}`;

/** One thing about an order that only the merchant can decide, and the form for it. */
export function RefundQuestionCard({ question, currency }: Props) {
  const { t, language, money } = useTexts();
  const { told, decidable, amount, sourceGid } = question;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {told?.text[language].title ?? t('decide.title')}
        </Text>
        {told && <Text as="p">{told.text[language].explanation}</Text>}
        {decidable ? (
          <AnswerForm question={question} currency={currency} />
        ) : (
          told && <Text as="p">{told.text[language].fix}</Text>
        )}
        <Text as="p" tone="subdued" variant="bodySm">
          {t('decide.about', { amount: money(amount, currency), number: sourceGid.split('/').at(-1)! })}
        </Text>
      </BlockStack>
    </Card>
  );
}

function AnswerForm({ question, currency }: Props) {
  const { t, money, rate: percent } = useTexts();
  const { send, busy, answer } = useSend<RefundDecided>();
  const { amount, sourceGid, choices, total } = question;
  const [way, setWay] = useState<Way | null>(null);
  const [number, setNumber] = useState('');
  const [parts, setParts] = useState<Record<string, string>>({});
  const [typed, setTyped] = useState<string | null>(null);
  const rates = [...new Set(choices.map((choice) => choice.rate))];
  const named = choices.filter((choice) => choice.gid !== null);
  const given = named.map(({ gid }) => ({ gid: gid!, amount: readAmount(parts[gid!] ?? '') }));
  const split = given.reduce((whole, part) => whole + (part.amount ?? 0), 0);
  const submit = () => {
    if (way === null) return setTyped(t('decide.error.choose'));
    if (way === 'by_hand' && number.trim() === '') return setTyped(t('decide.error.number'));
    if (way === 'split' && given.some((part) => part.amount === null))
      return setTyped(t('decide.error.amount'));
    setTyped(null);
    const about = { intent: 'decide', sourceGid, amount };
    if (way === 'by_hand') return send({ ...about, answer: { kind: way, number: number.trim() } });
    if (way === 'leave_out') return send({ ...about, answer: { kind: way } });
    if (way === 'split') {
      const filled = given.flatMap((part) => (part.amount ? [{ gid: part.gid, amount: part.amount }] : []));
      return send({ ...about, answer: { kind: way, parts: filled } });
    }
    return send({ ...about, answer: { kind: 'rate', rate: Number(way.slice('rate '.length)) } });
  };
  const wrong = typed ?? (answer && wrongText(answer, t, (value) => money(value, currency)));
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t('decide.how')}
        selected={way === null ? [] : [way]}
        onChange={([chosen]) => setWay((chosen as Way | undefined) ?? null)}
        choices={[
          ...rates.map((rate) => ({
            value: `rate ${rate}`,
            label: t('decide.rate', { amount: money(amount, currency), rate: percent(rate) }),
            helpText: choices
              .filter((choice) => choice.rate === rate)
              .map((choice) => choice.name)
              .join(', '),
          })),
          ...(named.length > 1 ? [{ value: 'split', label: t('decide.split') }] : []),
          {
            value: 'by_hand',
            label: t('decide.byHand'),
            helpText: t('decide.byHandHelp', { amount: money(total, currency) }),
          },
          { value: 'leave_out', label: t('decide.leaveOut'), helpText: t('decide.leaveOutHelp') },
        ]}
      />
      {way === 'split' && (
        <BlockStack gap="200">
          {named.map(({ gid, name, rate, left }) => (
            <TextField
              key={gid}
              label={`${name} (${percent(rate)})`}
              helpText={t('decide.left', { amount: money(left, currency) })}
              value={parts[gid!] ?? ''}
              onChange={(value) => setParts({ ...parts, [gid!]: value })}
              inputMode="decimal"
              autoComplete="off"
            />
          ))}
          <Text as="p">
            {t('decide.sum', { given: money(split, currency), whole: money(amount, currency) })}
          </Text>
        </BlockStack>
      )}
      {way === 'by_hand' && (
        <TextField
          label={t('decide.number')}
          value={number}
          onChange={setNumber}
          maxLength={64}
          autoComplete="off"
        />
      )}
      {wrong && (
        <Banner tone="critical">
          <Text as="p">{wrong}</Text>
        </Banner>
      )}
      <InlineStack>
        <Button variant="primary" loading={busy} onClick={submit}>
          {t('decide.save')}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** What is wrong with an answer, by the name of its field. */
function wrongText(
  answer: RefundDecided,
  t: ReturnType<typeof useTexts>['t'],
  money: (cents: number) => string,
): string | null {
  if (answer.kind === 'decided') return null;
  if (answer.kind === 'gone') return t('decide.error.gone');
  switch (answer.field) {
    case 'rate':
      return t('decide.error.rate');
    case 'part':
      return t('decide.error.part', { name: answer.name, left: money(answer.leftCents) });
    case 'split':
      return t('decide.error.sum', { missing: money(answer.missingCents) });
    case 'number':
      return answer.why === 'amount'
        ? t('decide.error.creditNoteAmount', {
            found: money(answer.foundCents),
            expected: money(answer.expectedCents),
          })
        : t(`decide.error.creditNote.${answer.why}`);
  }
}
