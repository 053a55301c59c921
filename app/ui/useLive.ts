import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Fetches the page's data again every so often while somebody looks at it, and at once when they come back. */
export function useLive(everyMs: number): void {
  const { revalidate, state } = useRevalidator();
  const idle = useRef(true);
  useEffect(() => {
    idle.current = state === 'idle';
  }, [state]);
  useEffect(() => {
    const look = () => {
      // Without a connection the page that is there is worth more than an error.
      if (document.visibilityState === 'visible' && navigator.onLine && idle.current) revalidate();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs, revalidate]);
}
