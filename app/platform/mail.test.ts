import { expect, it } from 'vitest';
import { useSmtp } from '../../tests/support/smtp.ts';
import { createMailer } from './mail.server.ts';

const startSmtp = useSmtp();
const letter = { to: 'owner@example.com', subject: 'Es grünt', text: 'Größe: 1\n.\nEnde' };
const mailerOf = (smtpUrl: string) => createMailer({ smtpUrl, from: 'app@example.com' }, 300);

it('sends a mail as it was written', async () => {
  const smtp = await startSmtp();
  expect(await mailerOf(smtp.url).send(letter)).toEqual({ kind: 'sent' });
  expect(smtp.mails).toHaveLength(1);
  expect(smtp.mails[0]).toMatchObject({ to: 'owner@example.com' });
  expect(smtp.mails[0]!.source).toContain('Subject: Es grünt');
  expect(smtp.mails[0]!.source).toContain('Auto-Submitted: auto-generated');
  expect(smtp.mails[0]!.source).toContain('Größe: 1');
});

it('knows that nothing was sent while nobody listens', async () => {
  const smtp = await startSmtp();
  await smtp.close();
  expect(await mailerOf(smtp.url).send(letter)).toMatchObject({ kind: 'refused', whose: 'nobody' });
});

it.each([
  ['unknown_recipient', { kind: 'refused', whose: 'recipient', code: '550' }],
  ['busy', { kind: 'refused', whose: 'nobody', code: '451' }],
  // Only the recipient's address is the recipient's affair.
  ['no_relay', { kind: 'refused', whose: 'operator', code: '554' }],
  ['unknown_sender', { kind: 'refused', whose: 'operator', code: '550' }],
] as const)('knows that nothing was sent when the server says no: %s', async (fault, answer) => {
  const smtp = await startSmtp();
  smtp.fault = fault;
  expect(await mailerOf(smtp.url).send(letter)).toEqual(answer);
  expect(smtp.mails).toEqual([]);
});

it.each(['silent_after_data', 'cut_after_data'] as const)(
  'does not know whether it was sent when the answer is missing: %s',
  async (fault) => {
    const smtp = await startSmtp();
    smtp.fault = fault;
    expect(await mailerOf(smtp.url).send(letter)).toMatchObject({ kind: 'unclear' });
    expect(smtp.mails).toHaveLength(1);
  },
);

it('holds nothing against the recipient when the server does not want the mail', async () => {
  const smtp = await startSmtp();
  smtp.fault = 'unwanted';
  expect(await mailerOf(smtp.url).send(letter)).toEqual({ kind: 'refused', whose: 'operator', code: '554' });
});

it('sends no password in the clear', async () => {
  const smtp = await startSmtp();
  const withPassword = smtp.url.replace('smtp://', 'smtp://user:password@');
  expect(await mailerOf(withPassword).send(letter)).toMatchObject({ kind: 'refused' });
  expect(smtp.mails).toEqual([]);
});
