/** A function's published versions, and the aliases that point at them. Used by FunctionPage.tsx. AWS page: "Manage Lambda function versions". */
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { AliasConfiguration } from '../api/lambda-types.ts';
import { visibleText } from '../format/text.ts';
import { TracingMode } from '../functions/columns.tsx';
import { lambdaTime, tracingMode } from '../functions/sort-functions.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { When } from '../look/When.tsx';
import { useVersions } from './use-function.ts';

export function Versions({ name }: { readonly name: string }) {
  const { data, error, isPending, refetch } = useVersions(name);
  if (error !== null && data === undefined)
    return <CallFailed what="The versions" error={error} onRetry={() => void refetch()} />;
  return (
    <SpaceBetween size="m">
      <Table
        items={data?.versions ?? []}
        trackBy="Version"
        contentDensity="compact"
        loading={isPending}
        loadingText="Reading versions"
        header={
          <Header variant="h2" counter={data === undefined ? undefined : `(${data.versions.length})`}>
            Versions
          </Header>
        }
        columnDefinitions={[
          { id: 'version', header: 'Version', isRowHeader: true, cell: ({ Version }) => Version ?? '–' },
          {
            id: 'aliases',
            header: 'Aliases',
            cell: ({ Version }) => visibleText(aliasesOf(data?.aliases ?? [], Version) || '–'),
          },
          { id: 'description', header: 'Description', cell: ({ Description }) => visibleText(Description || '–') },
          { id: 'runtime', header: 'Runtime', cell: ({ Runtime }) => Runtime ?? '–' },
          { id: 'tracing', header: 'Tracing', cell: (version) => <TracingMode mode={tracingMode(version)} /> },
          {
            id: 'modified',
            header: 'Last modified',
            cell: ({ LastModified }) => <When at={lambdaTime(LastModified)} />,
          },
        ]}
        empty="No version"
      />
      <Table
        items={data?.aliases ?? []}
        trackBy="Name"
        contentDensity="compact"
        loading={isPending}
        loadingText="Reading aliases"
        header={
          <Header variant="h2" counter={data === undefined ? undefined : `(${data.aliases.length})`}>
            Aliases
          </Header>
        }
        columnDefinitions={[
          { id: 'name', header: 'Alias', isRowHeader: true, cell: ({ Name = '' }) => visibleText(Name) },
          { id: 'target', header: 'Versions', cell: (alias) => target(alias) },
          { id: 'description', header: 'Description', cell: ({ Description }) => visibleText(Description || '–') },
        ]}
        empty="No alias"
      />
    </SpaceBetween>
  );
}

function aliasesOf(aliases: readonly AliasConfiguration[], version: string | undefined): string {
  return aliases
    .filter(({ FunctionVersion }) => FunctionVersion === version)
    .map(({ Name }) => Name)
    .join(', ');
}

/** `3`, or `3 (90 %), 4 (10 %)` when traffic is shifted. */
function target({ FunctionVersion = '–', RoutingConfig }: AliasConfiguration): string {
  const others = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
  if (others.length === 0) return FunctionVersion;
  const rest = 1 - others.reduce((sum, [, weight]) => sum + weight, 0);
  return [[FunctionVersion, rest] as const, ...others]
    .map(([version, weight]) => `${version} (${Math.round(weight * 100)} %)`)
    .join(', ');
}
