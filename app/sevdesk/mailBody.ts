export const mailBody = ({ to, subject, text }: { to: string; subject: string; text: string }) => ({
  toEmail: to,
  subject,
  text,
  copy: false,
  additionalAttachments: '',
  ccEmail: '',
  bccEmail: '',
  sendXml: false,
});
