/** What one invocation logged. Used by FunctionPage.tsx as the split panel. */
import Box from '@cloudscape-design/components/box';
import SplitPanel from '@cloudscape-design/components/split-panel';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { visibleText } from '../format/text.ts';
import { LogLines } from '../logs/LogLines.tsx';
import { type Invocation, logGroupOf, mostInvocations } from './use-invocations.ts';

interface InvocationPanelProps {
  readonly configuration: FunctionConfiguration;
  /** Undefined while they are read. */
  readonly invocations: readonly Invocation[] | undefined;
  readonly requestId: string | undefined;
}

export function InvocationPanel({ configuration, invocations, requestId }: InvocationPanelProps) {
  const invocation = invocations?.find((candidate) => candidate.requestId === requestId);
  return (
    <SplitPanel
      header={requestId === undefined ? 'Log of an invocation' : `Log of ${visibleText(requestId)}`}
      hidePreferencesButton
    >
      {invocation === undefined ? (
        <Box color="text-body-secondary">
          {requestId === undefined
            ? 'Choose a request id.'
            : invocations === undefined
              ? 'Reading the function’s log'
              : `This request is not among the newest ${mostInvocations}.`}
        </Box>
      ) : (
        <LogLines source={sourceOf(configuration, invocation)} origin={begun(invocation)} />
      )}
    </SplitPanel>
  );
}

/** Its report is written when it ends. */
function begun({ ended, duration = 0 }: Invocation): number {
  return ended - duration;
}

function sourceOf(configuration: FunctionConfiguration, invocation: Invocation) {
  return {
    group: logGroupOf(configuration),
    requestId: invocation.requestId,
    start: begun(invocation) - (invocation.init ?? 0),
    end: invocation.ended,
  };
}
