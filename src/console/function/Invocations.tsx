/** A function's newest invocations, as its log reports them, each with its trace. Used by FunctionPage.tsx. */
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { follow } from '../app/links.ts';
import { formatDuration } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { Command } from '../look/Command.tsx';
import { CopyButton } from '../look/CopyButton.tsx';
import { Outcome } from '../look/Outcome.tsx';
import { When } from '../look/When.tsx';
import { describeInvocations } from './describe-invocations.ts';
import { type Invocation, mostInvocations, type useInvocations } from './use-invocations.ts';

interface InvocationsProps {
  readonly configuration: FunctionConfiguration;
  readonly invocations: ReturnType<typeof useInvocations>;
  /** Opens the log of a request. */
  onChoose(requestId: string): void;
}

export function Invocations({ configuration, invocations, onChoose }: InvocationsProps) {
  const { data, error, isPending, refetch } = invocations;
  const columns = useMemo(() => invocationColumns(onChoose), [onChoose]);
  if (error !== null && data === undefined)
    return <CallFailed what="The invocations" error={error} onRetry={() => void refetch()} />;
  return (
    <Table
      items={data ?? []}
      columnDefinitions={columns}
      trackBy="requestId"
      resizableColumns
      enableKeyboardNavigation
      contentDensity="compact"
      loading={isPending}
      loadingText="Reading the function’s log"
      header={
        <Header
          variant="h2"
          counter={data === undefined ? undefined : `(${data.length >= mostInvocations ? `newest ${data.length}` : data.length})`}
          description={[
            describeInvocations(data ?? []),
            `From the REPORT lines of ${sharedGroup(configuration) ?? 'the function’s log'}; only a trace tells whether the function returned an error.`,
          ]
            .filter((part) => part !== undefined)
            .join(' ')}
        >
          Recent invocations
        </Header>
      }
      empty={<NotInvoked name={configuration.FunctionName ?? ''} />}
    />
  );
}

/** A log group of the function's choice may hold other functions' lines too, and a line names no function. */
function sharedGroup({ FunctionName: name, LoggingConfig }: FunctionConfiguration): string | undefined {
  const group = LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`;
  return group === `/aws/lambda/${name}` ? undefined : `${visibleText(group)}, which functions may share`;
}

function invocationColumns(onChoose: (requestId: string) => void): readonly TableProps.ColumnDefinition<Invocation>[] {
  return [
    { id: 'ended', header: 'Ended', width: 165, cell: ({ ended }) => <When at={ended} /> },
    {
      id: 'outcome',
      header: 'Status',
      width: 95,
      cell: ({ outcome, reason }) =>
        outcome === undefined ? (
          <span title="Only a trace tells whether the function returned an error, and this invocation was not sampled">
            Ended
          </span>
        ) : (
          <span title={reason}>
            <Outcome outcome={outcome} />
          </span>
        ),
    },
    {
      id: 'trace',
      header: 'Trace',
      width: 165,
      cell: ({ traceId }) =>
        traceId === undefined ? (
          <span title="The invocation was not sampled, or active tracing is off">–</span>
        ) : (
          <>
            <Link href={`/traces/${traceId}`} onFollow={follow}>
              <span className="rg-mono" title={traceId}>
                …{traceId.slice(-12)}
              </span>
            </Link>
            <CopyButton text={traceId} label="Copy trace id" />
          </>
        ),
    },
    figure('duration', 'Duration', ({ duration }) => formatDuration(duration)),
    figure('init', 'Init', ({ init }) => formatDuration(init)),
    {
      id: 'request',
      header: 'Request id',
      width: 335,
      isRowHeader: true,
      cell: ({ requestId }) => (
        <>
          <Link
            href={`?request=${requestId}`}
            ariaLabel={`Log of request ${requestId}`}
            onFollow={(event) => {
              event.preventDefault();
              onChoose(requestId);
            }}
          >
            <span className="rg-mono">{visibleText(requestId)}</span>
          </Link>
          <CopyButton text={requestId} label="Copy request id" />
        </>
      ),
    },
    figure('memory', 'Memory used', ({ memoryUsed, memorySize }) =>
      memoryUsed === undefined ? '–' : `${memoryUsed} of ${memorySize ?? '?'} MB`,
    ),
    figure('billed', 'Billed', ({ billed }) => formatDuration(billed)),
    { id: 'version', header: 'Version', width: 95, cell: ({ version }) => visibleText(version ?? '–') },
  ];
}

function figure(id: string, header: string, value: (row: Invocation) => string): TableProps.ColumnDefinition<Invocation> {
  return {
    id,
    header,
    width: id === 'memory' ? 130 : id === 'duration' ? 100 : 88,
    cell: (row) => <span className="rg-number">{value(row)}</span>,
  };
}

function NotInvoked({ name }: { readonly name: string }) {
  const command = `aws lambda invoke --function-name ${name} /dev/stdout`;
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s">
        <Box variant="h3" tagOverride="h3">
          No invocation is in the function’s log
        </Box>
        <div className="rg-narrow">
          <Box color="text-body-secondary">Invoke it, and it is listed here within seconds</Box>
          <Command command={command} />
        </div>
      </SpaceBetween>
    </Box>
  );
}
