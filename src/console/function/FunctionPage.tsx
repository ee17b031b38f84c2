/** `/functions/:name`: one function, what it did, how it is set. AWS page: "Lambda console", function page. */
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { getRouteApi } from '@tanstack/react-router';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { Frame } from '../app/Frame.tsx';
import { visibleText } from '../format/text.ts';
import { functionHref } from '../functions/columns.tsx';
import { CallFailed } from '../look/CallFailed.tsx';
import { ActiveTracing } from './ActiveTracing.tsx';
import { Configuration } from './Configuration.tsx';
import { Invocations } from './Invocations.tsx';
import { useActiveTracing, useFunction } from './use-function.ts';
import { Versions } from './Versions.tsx';

const route = getRouteApi('/functions/$name');

export function FunctionPage() {
  const { name } = route.useParams();
  const { data, error, isFetching, refetch } = useFunction(name);
  const again = (): void => void refetch();
  return (
    <Frame
      title={`${name} – Functions`}
      breadcrumbs={[
        { text: 'Functions', href: '/functions' },
        { text: name, href: functionHref(name) },
      ]}
    >
      <SpaceBetween size="m">
        <Header
          variant="h1"
          description={data?.Description === undefined || data.Description === '' ? undefined : visibleText(data.Description)}
          actions={<Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={again} />}
        >
          <span className="rg-break">{visibleText(name)}</span>
        </Header>
        {error === null ? null : <CallFailed what="The function" error={error} onRetry={again} />}
        {data === undefined ? error === null ? <Skeleton variant="text-body-m" /> : null : <Details configuration={data} />}
      </SpaceBetween>
    </Frame>
  );
}

function Details({ configuration }: { readonly configuration: FunctionConfiguration }) {
  const { tab = 'invocations' } = route.useSearch();
  const navigate = route.useNavigate();
  const tracing = useActiveTracing(configuration.FunctionName ?? '');
  return (
    <SpaceBetween size="m">
      <ActiveTracing configuration={configuration} change={tracing} />
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) =>
          void navigate({
            search: { tab: detail.activeTabId === 'invocations' ? undefined : detail.activeTabId },
            replace: true,
          })
        }
        tabs={[
          { id: 'invocations', label: 'Recent invocations', content: <Invocations configuration={configuration} /> },
          {
            id: 'configuration',
            label: 'Configuration',
            content: <Configuration configuration={configuration} tracing={tracing} />,
          },
          { id: 'versions', label: 'Versions and aliases', content: <Versions name={configuration.FunctionName ?? ''} /> },
        ]}
      />
    </SpaceBetween>
  );
}
