import { ask, stopOf, wasNotCarriedOut } from './ask.server.ts';
import { mailTo } from '../ledger/documentState.server.ts';
import type { EventInput } from '../ledger/fencedWrite.server.ts';
import { mailText } from './mailText.ts';
import { isStop, type Stop } from '../outcome.ts';
import { save, type MailWork, type Run, type Work } from '../ledger/run.server.ts';

/**
 * Sends the PDF through sevdesk, at most once: a mail whose answer is not known is shown to the merchant and never
 * sent again by itself. Whatever happens to a mail, the document stays as it is.
 */
export async function sendMail(run: Run, work: Work, mail: MailWork): Promise<Work | Stop> {
  // Asked for in a run that never learned the answer.
  if (mail.state === 'requested') return mark(run, work, 'unclear', 'unclear');
  const requested = await mark(run, work, 'requested', 'requested');
  if (isStop(requested)) return requested;
  const place = { step: 'mail' as const, documentId: work.id };
  const text = mailText(work.plan, work.number!, run.shopName);
  const answer = await ask(run, place, (sevdesk) =>
    sevdesk.sendByMail(work.remoteKind, work.sevdeskId!, { to: mail.to, ...text }),
  );
  if (answer.kind === 'done') return mark(run, requested, 'sent', 'done');
  if (wasNotCarriedOut(answer) || (answer.kind === 'refused' && answer.why === 'key')) {
    const undone = await mark(run, requested, 'planned', null);
    return isStop(undone) ? undone : stopOf(run, answer);
  }
  return answer.kind === 'unclear'
    ? mark(run, requested, 'unclear', null)
    : mark(run, requested, 'failed', null);
}

async function mark(
  run: Run,
  work: Work,
  state: MailWork['state'],
  outcome: EventInput['outcome'] | null,
): Promise<Work | Stop> {
  const now = run.ports.clock.now();
  const mail = work.mail!;
  const stop = await save(
    run,
    [{ table: 'outgoing_mail', ids: [mail.id], set: mailTo(mail, state, now) }],
    // The answer itself was noted already; only what it does not say is added.
    outcome === 'requested' || outcome === 'unclear' ? [{ step: 'mail', outcome, documentId: work.id }] : [],
  );
  return stop ?? { ...work, mail: { ...mail, state } };
}
