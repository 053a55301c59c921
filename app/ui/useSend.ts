import { useFetcher } from '@remix-run/react';
import { useCallback } from 'react';

type Jsonable = string | number | boolean | null | Jsonable[] | { [key: string]: Jsonable };

/** Sends an intent to a page's action as JSON, without leaving the page. `answer` is what came back last. */
export function useSend<Answer = unknown>(path?: string) {
  const fetcher = useFetcher<Answer>();
  const { submit } = fetcher;
  const send = useCallback(
    (intent: { intent: string; [key: string]: Jsonable }) =>
      submit(intent, { method: 'post', encType: 'application/json', ...(path ? { action: path } : {}) }),
    [submit, path],
  );
  const busy = fetcher.state !== 'idle';
  return { send, busy, answer: busy ? undefined : fetcher.data };
}
