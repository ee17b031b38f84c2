/** How a function is set. Used by FunctionPage.tsx. AWS page: "Configuring AWS Lambda functions". */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { visibleText } from '../format/text.ts';
import { TracingMode } from '../functions/columns.tsx';
import { lambdaTime, tracingMode } from '../functions/sort-functions.ts';
import { CopyButton } from '../look/CopyButton.tsx';
import { When } from '../look/When.tsx';
import { EnvironmentVariables } from './EnvironmentVariables.tsx';
import { type ActiveTracingChange, useWaysIn } from './use-function.ts';

interface ConfigurationProps {
  readonly configuration: FunctionConfiguration;
  readonly tracing: ActiveTracingChange;
}

export function Configuration({ configuration, tracing }: ConfigurationProps) {
  const { MemorySize, Timeout, EphemeralStorage, CodeSize, Layers = [], LoggingConfig } = configuration;
  const { data: ways } = useWaysIn(configuration.FunctionName ?? '');
  return (
    <SpaceBetween size="m">
      <Container header={<Header variant="h2">General configuration</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Runtime', value: shown(configuration.Runtime) },
            { label: 'Handler', value: shown(configuration.Handler) },
            { label: 'Architecture', value: shown(configuration.Architectures?.join(', ')) },
            { label: 'Code size', value: shown(CodeSize === undefined ? undefined : bytes(CodeSize)) },
            { label: 'Memory', value: shown(MemorySize === undefined ? undefined : `${MemorySize} MB`) },
            { label: 'Timeout', value: shown(Timeout === undefined ? undefined : `${Timeout} s`) },
            {
              label: 'Ephemeral storage',
              value: shown(EphemeralStorage?.Size === undefined ? undefined : `${EphemeralStorage.Size} MB`),
            },
            { label: 'Last modified', value: <When at={lambdaTime(configuration.LastModified)} /> },
            {
              label: 'Reserved concurrency',
              value: shown(ways === undefined ? undefined : (ways.reservedConcurrency?.toLocaleString() ?? 'none')),
            },
            { label: 'Package', value: shown(configuration.PackageType) },
            { label: 'Log format', value: shown(LoggingConfig?.LogFormat) },
          ]}
        />
        <div className="rg-below">
          <KeyValuePairs
            columns={2}
            items={[
              { label: 'Log group', value: copied('log group', LoggingConfig?.LogGroup) },
              { label: 'Function ARN', value: copied('function ARN', configuration.FunctionArn) },
              ...(ways?.urls ?? []).map(({ FunctionUrl, AuthType }) => ({
                label: `Function URL (${AuthType ?? 'NONE'})`,
                value: copied('function URL', FunctionUrl),
              })),
              { label: 'Execution role', value: copied('role ARN', configuration.Role) },
            ]}
          />
        </div>
      </Container>
      <Tracing mode={tracingMode(configuration)} change={tracing} />
      <EnvironmentVariables variables={configuration.Environment?.Variables ?? {}} />
      <Container
        header={
          <Header variant="h2" counter={`(${Layers.length})`}>
            Layers
          </Header>
        }
      >
        {Layers.length === 0 ? (
          <Box color="text-body-secondary">No layer</Box>
        ) : (
          <ol className="rg-list">
            {Layers.map(({ Arn = '' }) => (
              <li key={Arn} className="rg-break">
                {copied('layer ARN', Arn)}
              </li>
            ))}
          </ol>
        )}
      </Container>
    </SpaceBetween>
  );
}

function Tracing({ mode, change }: { readonly mode: string; readonly change: ActiveTracingChange }) {
  const other = mode === 'Active' ? 'PassThrough' : 'Active';
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button loading={change.isPending} onClick={() => change.mutate(other)}>
              {mode === 'Active' ? 'Turn off active tracing' : 'Turn on active tracing'}
            </Button>
          }
        >
          Monitoring
        </Header>
      }
    >
      <KeyValuePairs columns={4} items={[{ label: 'Tracing mode', value: <TracingMode mode={mode} /> }]} />
    </Container>
  );
}

function shown(text: string | undefined): ReactNode {
  return <span className="rg-break">{text === undefined || text === '' ? '–' : visibleText(text)}</span>;
}

function copied(what: string, text: string | undefined): ReactNode {
  return (
    <span className="rg-copied">
      {shown(text)}
      {text === undefined ? null : <CopyButton text={text} label={`Copy ${what}`} />}
    </span>
  );
}

/** Lambda counts code in binary units. */
function bytes(count: number): string {
  if (count < 1024) return `${count} bytes`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}
