/** `/functions/:name`: one function, what it did, how it is set. AWS page: "Lambda console", function page. */
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { Frame } from '../app/Frame.tsx';
import { follow } from '../app/links.ts';
import { serviceExpression, tracesHref } from '../format/filter-quote.ts';
import { visibleText } from '../format/text.ts';
import { functionHref } from '../functions/function-href.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { ActiveTracing } from './ActiveTracing.tsx';
import { Configuration } from './Configuration.tsx';
import { InvocationPanel } from './InvocationPanel.tsx';
import { Invocations } from './Invocations.tsx';
import { StateNotices } from './StateNotices.tsx';
import type { FunctionSearch } from './url.ts';
import { useActiveTracing, useFunction } from './use-function.ts';
import { useInvocations } from './use-invocations.ts';
import { Versions } from './Versions.tsx';

const route = getRouteApi('/functions/$name');

export function FunctionPage() {
  const { name } = route.useParams();
  const { tab = 'invocations', request } = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: FunctionSearch): void => void navigate({ search: (all: FunctionSearch) => ({ ...all, ...part }), replace: true }),
    [navigate],
  );
  const choose = useCallback((id: string | undefined) => change({ request: id }), [change]);
  const { data, error, isFetching, refetch } = useFunction(name);
  const looking = tab === 'invocations';
  const invocations = useInvocations(looking ? data : undefined);
  const again = (): void => void refetch();
  return (
    <Frame
      title={`${name} – Functions`}
      breadcrumbs={[
        { text: 'Functions', href: '/functions' },
        { text: name, href: functionHref(name) },
      ]}
      splitPanel={
        data === undefined || !looking ? undefined : (
          <InvocationPanel configuration={data} invocations={invocations.data} requestId={request} />
        )
      }
      splitPanelOpen={request !== undefined}
      onSplitPanel={(open) => choose(open ? (request ?? invocations.data?.[0]?.requestId) : undefined)}
    >
      <SpaceBetween size="m">
        <Header
          variant="h1"
          description={data?.Description === undefined || data.Description === '' ? undefined : visibleText(data.Description)}
          actions={
            <SpaceBetween size="xs" direction="horizontal">
              <Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={again} />
              <Button href={`/map?find=${encodeURIComponent(name)}`} onFollow={follow}>
                On the map
              </Button>
              <Button href={tracesHref(serviceExpression(name, 'AWS::Lambda::Function'))} onFollow={follow}>
                View traces
              </Button>
            </SpaceBetween>
          }
        >
          <span className="rg-break">{visibleText(name)}</span>
        </Header>
        {error === null ? null : <CallFailed what="The function" error={error} onRetry={again} />}
        {data === undefined ? (
          error === null ? (
            <Skeleton variant="text-body-m" />
          ) : null
        ) : (
          <Details configuration={data} tab={tab} invocations={invocations} onChange={change} onChoose={choose} />
        )}
      </SpaceBetween>
    </Frame>
  );
}

interface DetailsProps {
  readonly configuration: FunctionConfiguration;
  readonly tab: string;
  readonly invocations: ReturnType<typeof useInvocations>;
  onChange(part: FunctionSearch): void;
  onChoose(requestId: string): void;
}

function Details({ configuration, tab, invocations, onChange, onChoose }: DetailsProps) {
  const tracing = useActiveTracing(configuration.FunctionName ?? '');
  return (
    <div className="rg-stack">
      <StateNotices configuration={configuration} />
      <ActiveTracing configuration={configuration} change={tracing} />
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) =>
          onChange({ tab: detail.activeTabId === 'invocations' ? undefined : detail.activeTabId, request: undefined })
        }
        tabs={[
          {
            id: 'invocations',
            label: 'Recent invocations',
            content: <Invocations configuration={configuration} invocations={invocations} onChoose={onChoose} />,
          },
          {
            id: 'configuration',
            label: 'Configuration',
            content: <Configuration configuration={configuration} tracing={tracing} />,
          },
          { id: 'versions', label: 'Versions and aliases', content: <Versions name={configuration.FunctionName ?? ''} /> },
        ]}
      />
    </div>
  );
}
