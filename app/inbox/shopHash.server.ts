import { createHash } from 'node:crypto';

/** Names a shop in the records that outlive it: enough to answer "was this shop deleted?", not to list who they were. */
export const shopHash = (domain: string): string => createHash('sha256').update(domain).digest('hex');
