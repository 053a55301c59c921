import { entries } from './entry.ts';

export const paymentProblems = entries({
  'payment.placeholder': {
    fixedBy: 'operator',
    action: 'none',
    de: { title: '', explanation: '', fix: '' },
    en: { title: '', explanation: '', fix: '' },
  },
});
