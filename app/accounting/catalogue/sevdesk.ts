import { entries } from './entry.ts';

export const sevdeskProblems = entries({
  'sevdesk.placeholder': {
    fixedBy: 'operator',
    action: 'none',
    de: { title: '', explanation: '', fix: '' },
    en: { title: '', explanation: '', fix: '' },
  },
});
