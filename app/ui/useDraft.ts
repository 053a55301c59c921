import { useState } from 'react';

/** What a form shows while it is edited, beside what is saved. */
export interface Draft<Value extends object> {
  value: Value;
  set: (change: Partial<Value>) => void;
  dirty: boolean;
  discard: () => void;
}

/**
 * Keeps the edited value of a form. When the saved value changes (after saving, or because a colleague saved), a form
 * without edits follows it.
 */
export function useDraft<Value extends object>(saved: Value): Draft<Value> {
  const [edits, setEdits] = useState<Partial<Value>>({});
  const value = { ...saved, ...edits };
  const dirty = JSON.stringify(value) !== JSON.stringify(saved);
  return {
    value,
    set: (change) => setEdits((before) => ({ ...before, ...change })),
    dirty,
    discard: () => setEdits({}),
  };
}
