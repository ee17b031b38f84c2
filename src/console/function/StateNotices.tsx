/**
 * What keeps a function from running as it is set: its state, its last update, and what stands in for its runtime on this machine.
 * Used by FunctionPage.tsx. AWS page: "Lambda function states".
 */
import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { visibleText } from '../format/text.ts';
import { useRuntimeNotice } from './use-runtime-notice.ts';

export function StateNotices({ configuration }: { readonly configuration: FunctionConfiguration }) {
  const notice = useRuntimeNotice(configuration);
  return (
    <>
      {stateNotices(configuration).map(({ type, header, text }) => (
        <Alert key={header} type={type} header={header}>
          {visibleText(text)}
        </Alert>
      ))}
      {notice === undefined ? null : (
        <Alert type="info" header="Runs on what this machine has">
          {visibleText(notice)}
        </Alert>
      )}
    </>
  );
}

interface Notice {
  readonly type: AlertProps.Type;
  readonly header: string;
  readonly text: string;
}

function stateNotices({
  State = 'Active',
  StateReason,
  LastUpdateStatus,
  LastUpdateStatusReason,
}: FunctionConfiguration): readonly Notice[] {
  const notices: Notice[] = [];
  if (State !== 'Active')
    notices.push({
      type: State === 'Failed' ? 'error' : 'info',
      header: `The function is ${State}`,
      text: StateReason ?? (State === 'Inactive' ? 'The next invocation makes it active again.' : 'It cannot be invoked yet.'),
    });
  if (LastUpdateStatus === 'Failed')
    notices.push({
      type: 'error',
      header: 'The last update failed',
      text: LastUpdateStatusReason ?? 'The function runs as it was set before.',
    });
  if (LastUpdateStatus === 'InProgress')
    notices.push({
      type: 'info',
      header: 'An update is in progress',
      text: 'Until it is through, the function runs as it was set before.',
    });
  return notices;
}
