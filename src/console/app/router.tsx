/** The pages and their addresses. Everything that is needed to see a view again is in its address. Used by main.tsx. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseTraceId } from '../format/trace-id.ts';
import { functionSearch } from '../function/url.ts';
import { functionsSearch } from '../functions/url.ts';
import { mapSearch } from '../map/url.ts';
import { traceSearch } from '../trace/url.ts';
import { tracesSearch } from '../traces/url.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PageFailed } from './PageFailed.tsx';

const root = createRootRoute({ notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/traces', replace: true });
  },
});

const traces = createRoute({
  getParentRoute: () => root,
  path: '/traces',
  validateSearch: tracesSearch,
  component: lazyRouteComponent(() => import('../traces/TracesPage.tsx'), 'TracesPage'),
});

const trace = createRoute({
  getParentRoute: () => root,
  path: '/traces/$traceId',
  validateSearch: traceSearch,
  beforeLoad: ({ params, search }) => {
    const traceId = parseTraceId(params.traceId);
    if (traceId !== undefined && traceId !== params.traceId)
      throw redirect({ to: '/traces/$traceId', params: { traceId }, search, replace: true });
  },
  component: lazyRouteComponent(() => import('../trace/TracePage.tsx'), 'TracePage'),
});

const map = createRoute({
  getParentRoute: () => root,
  path: '/map',
  validateSearch: mapSearch,
  component: lazyRouteComponent(() => import('../map/MapPage.tsx'), 'MapPage'),
});

const functions = createRoute({
  getParentRoute: () => root,
  path: '/functions',
  validateSearch: functionsSearch,
  component: lazyRouteComponent(() => import('../functions/FunctionsPage.tsx'), 'FunctionsPage'),
});

const lambdaFunction = createRoute({
  getParentRoute: () => root,
  path: '/functions/$name',
  validateSearch: functionSearch,
  component: lazyRouteComponent(() => import('../function/FunctionPage.tsx'), 'FunctionPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, traces, trace, map, functions, lambdaFunction]),
  defaultErrorComponent: PageFailed,
  // Plain `?filter=service("orders")&range=PT15M`, as people write and read it; the default would quote values as JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
