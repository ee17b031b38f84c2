/** An AWS error as it was answered: code, message, and a way to try again. Used by every page. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { CallError } from '../api/call.ts';
import { visibleText } from '../format/text.ts';

export function CallFailed({ what, error, onRetry }: { readonly what: string; readonly error: Error; onRetry(): void }) {
  const call = error instanceof CallError ? error : undefined;
  return (
    <Alert type="error" header={`${what} could not be read`} action={<Button onClick={onRetry}>Try again</Button>}>
      {call === undefined ? null : <strong>{call.code}: </strong>}
      {visibleText(error.message)}
    </Alert>
  );
}
