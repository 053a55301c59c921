import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

/**
 * What draws pages goes into the server's bundle. It is React's fast form then, whatever NODE_ENV says when the server
 * starts, and the server does not have to find and load Polaris file by file.
 */
const drawnByTheServer = {
  ssr: {
    noExternal: [
      /^(react|scheduler|i18next|prop-types|dom-helpers|deepmerge)/,
      /^@(remix-run\/react|shopify\/(polaris|app-bridge-react)|babel\/runtime)/,
    ],
  },
  define: { 'process.env.NODE_ENV': '"production"' },
};

export default defineConfig(({ command }) => ({
  plugins: [
    remix({
      ignoredRouteFiles: ['**/*.test.*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // Off: it answers anybody who asks which pages there are, at the price of seconds for a long list of names.
        v3_lazyRouteDiscovery: false,
        v3_singleFetch: true,
      },
    }),
  ],
  build: {
    target: 'es2022',
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
  },
  ...(command === 'build' ? drawnByTheServer : {}),
  // Everything the browser needs. Left to itself, the development server finds the server's packages in the routes
  // too, and reloads pages that cannot be reloaded inside the admin.
  optimizeDeps: {
    noDiscovery: true,
    include: [
      'react',
      'react/jsx-runtime',
      'react/jsx-dev-runtime',
      'react-dom',
      'react-dom/client',
      '@remix-run/react',
      '@shopify/app-bridge-react',
      '@shopify/polaris',
      '@shopify/polaris-icons',
      'i18next',
    ],
  },
}));
