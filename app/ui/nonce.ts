import { createContext, useContext } from 'react';

/** What lets the page's own inline scripts run under its policy; known only while the page is written on the server. */
export const NonceContext = createContext<string | undefined>(undefined);

export const useNonce = (): string | undefined => useContext(NonceContext);
