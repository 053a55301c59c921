import type { Answer } from '../../sevdesk/answer.ts';
import { askedOf } from '../ledger/asked.ts';
import { mailTo } from '../ledger/documentState.server.ts';
import { mailText } from './mailText.ts';
import { isStop, type Stop } from '../outcome.ts';
import { save, type MailWork, type Run, type Work } from '../ledger/run.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

type Ended = 'sent' | 'unclear' | 'failed';

/**
 * Sends the PDF through sevdesk, at most once: a mail whose answer is not known is shown to the merchant and never
 * sent again by itself. Whatever happens to a mail, the document stays as it is.
 */
export async function sendMail(run: Run, work: Work, mail: MailWork): Promise<Work | Stop> {
  const now = { work };
  const written = await writeOnce(run, dispatch(run, now, mail));
  if (isStop(written)) return written;
  if (written.kind === 'stands') return mark(run, now.work, written.found);
  throw new Error('a mail that was sent is never without an end');
}

/** `now.work` is kept as it stands after each change. */
function dispatch(run: Run, now: { work: Work }, mail: MailWork): Write<Ended, null, null> {
  const { work } = now;
  const keep = async (state: MailWork['state']) => {
    const marked = await mark(run, now.work, state);
    if (isStop(marked)) return marked;
    now.work = marked;
    return null;
  };
  return {
    about: { step: 'mail', documentId: work.id },
    asked: askedOf(mail.state === 'requested', { requestedAt: null, emptyLookUps: 0, refusal: null }),
    lookFor: (answer) => Promise.resolve(endOf(mail, answer)),
    prepare: () => Promise.resolve({ ready: null }),
    request: () => keep('requested'),
    // Turned away with its key.
    note: () => keep('planned'),
    undo: () => keep('planned'),
    send: (sevdesk) => {
      const text = mailText(work.plan, work.number!, run.shopName);
      return sevdesk.sendByMail(work.remoteKind, work.sevdeskId!, { to: mail.to, ...text });
    },
    prove: () => 'sent',
  };
}

/**
 * Of a document that has its number without our knowing (a database that was restored, or a person), nobody knows whether
 * it was mailed: it is shown to the merchant and never mailed by itself.
 */
export const doubtMail = async (run: Run, work: Work): Promise<Work | Stop> =>
  work.mail?.state === 'planned' ? mark(run, work, 'unclear') : work;

/** A mail cannot be looked for in sevdesk: what came of it only its answer says. */
function endOf(mail: MailWork, answer: Answer<null> | null): Ended | null {
  if (answer === null) return mail.state === 'requested' ? 'unclear' : null;
  if (answer.kind === 'refused') return answer.why === 'key' ? null : 'failed';
  return 'unclear';
}

async function mark(run: Run, work: Work, state: MailWork['state']): Promise<Work | Stop> {
  const now = run.ports.clock.now();
  const mail = work.mail!;
  // The answer itself was noted already; only what it does not say is added.
  const forgotten = state === 'unclear' && (mail.state === 'requested' || mail.state === 'planned');
  const outcome = state === 'requested' ? 'requested' : 'unclear';
  const stop = await save(
    run,
    [{ table: 'outgoing_mail', ids: [mail.id], set: mailTo(mail, state, now) }],
    state === 'requested' || forgotten ? [{ step: 'mail', outcome, documentId: work.id }] : [],
  );
  return stop ?? { ...work, mail: { ...mail, state } };
}
