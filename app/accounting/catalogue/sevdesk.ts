import { sevdeskConnectionProblems } from './sevdesk/connection.ts';
import { sevdeskDocumentProblems } from './sevdesk/documents.ts';
import { sevdeskMoneyProblems } from './sevdesk/money.ts';

export const sevdeskProblems = {
  ...sevdeskConnectionProblems,
  ...sevdeskDocumentProblems,
  ...sevdeskMoneyProblems,
};
