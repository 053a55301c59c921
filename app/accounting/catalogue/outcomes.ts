import { entries } from './entry.ts';

export const outcomes = entries({
  'wait.placeholder': {
    fixedBy: 'operator',
    action: 'none',
    de: { title: '', explanation: '', fix: '' },
    en: { title: '', explanation: '', fix: '' },
  },
});
