/** What every page stands in: product bar with search, navigation, notices, split panel. Used by the pages. */
import AppLayoutToolbar, { type AppLayoutToolbarProps } from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Flashbar from '@cloudscape-design/components/flashbar';
import Input from '@cloudscape-design/components/input';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useLocation } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useLiveState } from '../api/use-live.ts';
import { notIsolated, useServer } from '../api/use-server.ts';
import { parseTraceId } from '../format/trace-id.ts';
import { closeHelp, type HelpTopic, openHelp, toggleHelp, useHelp } from '../help/help-state.ts';
import { follow, goTo } from './links.ts';
import { onPreferences, preferences, setPreferences, type ThemeChoice } from './preferences.ts';
import { useShortcuts } from './shortcuts.ts';
import { useThemeChoice } from './theme.ts';

interface FrameProps {
  /** For the browser's tab and history. */
  readonly title: string;
  readonly children: ReactNode;
  readonly breadcrumbs?: readonly { readonly text: string; readonly href: string }[] | undefined;
  readonly splitPanel?: ReactNode;
  readonly splitPanelOpen?: boolean | undefined;
  readonly onSplitPanel?: ((open: boolean) => void) | undefined;
  readonly contentType?: AppLayoutToolbarProps.ContentType | undefined;
}

/** Read seldom, and not by whoever knows the language. */
const Help = lazy(async () => ({ default: (await import('../help/Help.tsx')).Help }));

const themeNames: Readonly<Record<ThemeChoice, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

export function Frame({
  title,
  children,
  breadcrumbs,
  splitPanel,
  splitPanelOpen = false,
  onSplitPanel,
  contentType,
}: FrameProps) {
  const { pathname } = useLocation();
  const navigationOpen = useSyncExternalStore(onPreferences, () => preferences().navigationOpen);
  const [panelSize, setPanelSize] = useState(460);
  const help = useHelp();
  useShortcuts();
  useEffect(() => {
    document.title = `${title} – Radiograph`;
  }, [title]);
  useFocusHeading(pathname);
  return (
    <>
      <a className="rg-skip" href="#main">
        Skip to the page
      </a>
      <header id="top">
        <TopBar />
      </header>
      <AppLayoutToolbar
        headerSelector="#top"
        contentType={contentType ?? 'default'}
        maxContentWidth={Number.MAX_VALUE}
        toolsWidth={340}
        toolsOpen={help.open}
        onToolsChange={({ detail }) => (detail.open ? openHelp() : closeHelp())}
        tools={
          help.open ? (
            <Suspense fallback={null}>
              <Help topic={help.topic ?? topicOf(pathname)} />
            </Suspense>
          ) : null
        }
        navigationWidth={210}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setPreferences({ navigationOpen: detail.open })}
        navigation={<Navigation pathname={pathname} />}
        breadcrumbs={breadcrumbs === undefined ? undefined : <BreadcrumbGroup items={[...breadcrumbs]} onFollow={follow} />}
        notifications={<Notices />}
        content={<div id="main">{children}</div>}
        splitPanel={splitPanel}
        splitPanelOpen={splitPanelOpen}
        splitPanelSize={panelSize}
        onSplitPanelResize={({ detail }) => setPanelSize(detail.size)}
        onSplitPanelToggle={({ detail }) => onSplitPanel?.(detail.open)}
        splitPanelPreferences={{ position: 'side' }}
      />
    </>
  );
}

/** What is asked on a list of traces is how to filter it; elsewhere, the keys. */
function topicOf(pathname: string): HelpTopic {
  return pathname === '/traces' ? 'filter' : 'keys';
}

function TopBar() {
  const theme = useThemeChoice();
  const warning = notIsolated(useServer());
  return (
    <TopNavigation
      identity={{ href: '/traces', title: 'Radiograph', onFollow: follow }}
      search={<Search />}
      utilities={[
        ...(warning === undefined
          ? []
          : [
              {
                type: 'button' as const,
                text: 'Not isolated',
                iconName: 'status-warning' as const,
                title: warning,
                ariaLabel: warning,
                onClick: () => openHelp('server'),
              },
            ]),
        { type: 'button', text: 'Help', iconName: 'status-info', onClick: () => toggleHelp() },
        {
          type: 'menu-dropdown',
          text: `Theme: ${themeNames[theme]}`,
          items: (['system', 'light', 'dark'] as const).map((id) => ({ id, text: themeNames[id] })),
          onItemClick: ({ detail }) => setPreferences({ theme: detail.id as ThemeChoice }),
        },
      ]}
    />
  );
}

/** A trace id opens its trace; anything else is taken for a filter expression. */
function Search() {
  const [text, setText] = useState('');
  const open = (): void => {
    if (text.trim() === '') return;
    const traceId = parseTraceId(text);
    goTo(traceId === undefined ? `/traces?filter=${encodeURIComponent(text.trim())}` : `/traces/${traceId}`);
    setText('');
  };
  return (
    <Input
      type="search"
      ariaLabel="Open a trace by id, or search traces by filter expression"
      placeholder="Trace id or filter expression"
      value={text}
      onChange={({ detail }) => setText(detail.value)}
      onKeyDown={({ detail }) => {
        if (detail.key === 'Enter') open();
      }}
    />
  );
}

function Navigation({ pathname }: { readonly pathname: string }) {
  return (
    <SideNavigation
      header={{ text: 'X-Ray', href: '/map' }}
      activeHref={['/traces', '/functions'].find((list) => pathname.startsWith(list)) ?? pathname}
      onFollow={follow}
      items={[
        { type: 'link', text: 'Trace map', href: '/map' },
        { type: 'link', text: 'Traces', href: '/traces' },
        { type: 'divider' },
        { type: 'section-group', title: 'Lambda', items: [{ type: 'link', text: 'Functions', href: '/functions' }] },
      ]}
    />
  );
}

function Notices() {
  const offline = useLiveState() === 'offline';
  return (
    <Flashbar
      items={
        offline
          ? [
              {
                type: 'warning',
                id: 'offline',
                header: 'The server does not answer',
                content: 'What you see is the last state that was read. The page tries again by itself.',
              },
            ]
          : []
      }
    />
  );
}

/** A new page is announced: its heading takes the focus, unless something in it already has it. */
function useFocusHeading(pathname: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what changes the page
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('#main h1');
    if (heading === null || document.querySelector('#main')?.contains(document.activeElement) === true) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [pathname]);
}
