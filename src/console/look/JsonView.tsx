/** JSON with line numbers and a copy button. Used by the trace page. What is larger than a page can colour is cut, and says so. */
import CodeView from '@cloudscape-design/code-view/code-view';
import highlight from '@cloudscape-design/code-view/highlight/json';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useMemo } from 'react';
import { visibleText } from '../format/text.ts';

const largestColoured = 100_000;
const largestShown = 1_000_000;

export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? '', [value]);
  const shown = visibleText(text.slice(0, largestShown));
  return (
    <>
      {text.length > largestShown ? (
        <Box color="text-status-warning">
          Only the first {largestShown.toLocaleString()} characters are shown; the copy has all.
        </Box>
      ) : null}
      <CodeView
        ariaLabel={label}
        content={shown}
        lineNumbers
        wrapLines
        {...(text.length <= largestColoured ? { highlight } : {})}
        actions={
          <CopyToClipboard
            variant="icon"
            textToCopy={text}
            copyButtonAriaLabel="Copy"
            copySuccessText="Copied"
            copyErrorText="Not copied"
          />
        }
      />
    </>
  );
}
