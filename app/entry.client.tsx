import { RemixBrowser } from '@remix-run/react';
import { startTransition, StrictMode, useEffect, type ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { ROOT_ID } from './ui/document.ts';
import { loadTexts } from './ui/texts.tsx';

await loadTexts(document.documentElement.lang === 'de' ? 'de' : 'en');

/** Says that the page has come alive: until then, buttons do nothing yet. */
function Ready({ children }: { children: ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset['ready'] = '';
  }, []);
  return children;
}

startTransition(() => {
  hydrateRoot(
    document.getElementById(ROOT_ID)!,
    <StrictMode>
      <Ready>
        <RemixBrowser />
      </Ready>
    </StrictMode>,
  );
});
