/** Where the page starts: styles, theme, caches, router. Loaded by index.html. */
import '@cloudscape-design/global-styles/index.css';
import './look/tokens.css';
import './look/console.css';
import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CallError } from './api/call.ts';
import { fromAwsLink } from './app/aws-links.ts';
import { router } from './app/router.tsx';
import { startTheme } from './app/theme.ts';

const awsLink = fromAwsLink(location.hash);
if (awsLink !== undefined) history.replaceState(null, '', awsLink);

startTheme();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What AWS refuses, or what is not built, is not asked again; a server that is starting up is.
      retry: (count, error) => count < 2 && error instanceof CallError && [0, 500, 503].includes(error.status),
      staleTime: 10_000,
      refetchOnWindowFocus: false,
    },
  },
});

const root = document.querySelector('#root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale="en" messages={[messages]}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
