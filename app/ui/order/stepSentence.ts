import type { DocumentView, StepView } from '../../orders/read/views.ts';
import type { Texts } from '../texts.tsx';
import { documentName } from './documentName.ts';
import { knownAction, knownStep } from './timeline.ts';

/** What a step did, and to which document: "Credit note completed, number GU-1000." */
export function stepSentence(
  step: StepView,
  documents: Pick<DocumentView, 'id' | 'kind' | 'number' | 'currency'>[],
  texts: Texts,
): string {
  const document = documents.find(({ id }) => id === step.documentId) ?? null;
  const sentence = withoutDocument(step, document, texts);
  // The sentence that gives the number names its document itself.
  if (!document || namesItself(step)) return sentence;
  return texts.t('step.of', { sentence, document: documentName(document, texts.t) });
}

const namesItself = ({ step, outcome, detail }: StepView): boolean =>
  step === 'finalise' && outcome === 'done' && typeof detail['number'] === 'string';

function withoutDocument(
  { step, outcome, detail }: StepView,
  document: Pick<DocumentView, 'kind' | 'currency'> | null,
  { t, money }: Texts,
): string {
  const known = knownStep(step);
  if (!known) return t('step.unknown');
  if (known === 'person') {
    const action = knownAction(detail['action']);
    return action ? t(`step.person.${action}`) : t('step.done.person');
  }
  if (known === 'done' && detail['problem'] === 'skip.trial') return t('step.trial');
  if (outcome === 'done') {
    const { number, amountCents } = detail;
    if (known === 'finalise' && typeof number === 'string') {
      return t(`step.numbered.${document?.kind ?? 'invoice'}`, { number });
    }
    if (known === 'book' && document) {
      const way = document.kind === 'invoice' ? 'in' : 'out';
      const amount = typeof amountCents === 'number' ? money(Math.abs(amountCents), document.currency) : null;
      return amount ? t(`step.booked.${way}`, { amount }) : t(`step.bookedPlain.${way}`);
    }
    return t(`step.done.${known}`);
  }
  if (known === 'park') return t('step.done.park');
  if (known === 'plan' && outcome === 'refused') return t('step.refusedPlan');
  if (known === 'mail' && outcome === 'unclear') return t('step.mailUnclear');
  return t(`step.outcome.${outcome}`, { step: t(`step.name.${known}`) });
}
