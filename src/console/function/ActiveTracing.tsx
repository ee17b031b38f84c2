/**
 * Says whether Lambda traces the function, and switches it. Used by FunctionPage.tsx. AWS page: "Visualize Lambda function invocations
 * using AWS X-Ray": the console, unlike the API, gives the role the permission that it lacks.
 */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { CallError } from '../api/call.ts';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { visibleText } from '../format/text.ts';
import { tracingMode } from '../functions/sort-functions.ts';
import type { ActiveTracingChange } from './use-function.ts';

interface ActiveTracingProps {
  readonly configuration: FunctionConfiguration;
  readonly change: ActiveTracingChange;
}

export function ActiveTracing({ configuration, change }: ActiveTracingProps) {
  const active = tracingMode(configuration) === 'Active';
  const attached = change.data?.AttachedPolicyArn;
  return (
    <>
      {active ? null : (
        <Alert
          type="info"
          header="Active tracing is off"
          action={
            <Button loading={change.isPending} onClick={() => change.mutate('Active')}>
              Enable active tracing
            </Button>
          }
        >
          The tracing mode is PassThrough: Lambda sends no segments of this function to X-Ray. Enabling it also gives the
          function’s role the permission to send them, if it has none.
        </Alert>
      )}
      {change.error === null ? null : (
        <Alert type="error" header="Active tracing was not changed" dismissible onDismiss={() => change.reset()}>
          {change.error instanceof CallError ? <strong>{change.error.code}: </strong> : null}
          {visibleText(change.error.message)}
        </Alert>
      )}
      {!active || change.data?.Mode !== 'Active' ? null : (
        <Alert type="success" header="Active tracing is on" dismissible onDismiss={() => change.reset()}>
          The next invocation starts in a new environment and is traced, if it is sampled.
          {attached === undefined ? null : (
            <>
              {' '}
              The policy <span className="rg-break">{visibleText(attached.slice(attached.lastIndexOf('/') + 1))}</span> was
              attached to the function’s role.
            </>
          )}
        </Alert>
      )}
    </>
  );
}
