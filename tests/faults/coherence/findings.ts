/** What an invariant found broken. `lost` and `doubled` are what a merchant would lose money by. */
export interface Finding {
  kind: 'lost' | 'doubled' | 'wrong' | 'unfinished' | 'leak';
  what: string;
}

export const finding = (kind: Finding['kind'], what: string): Finding => ({ kind, what });
