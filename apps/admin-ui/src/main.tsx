import '@fontsource-variable/onest';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { queryClient } from './providers/query-client.js';
import { restConsole } from './providers/rest-console.js';

// The page's policy lets only styles with its nonce apply.
const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <CacheProvider value={createCache({ key: 'css', nonce })}>
      <App port={restConsole({ baseUrl: document.baseURI })} queryClient={queryClient()} />
    </CacheProvider>,
  );
