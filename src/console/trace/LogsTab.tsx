/** What the functions of a trace wrote to their logs. Used by TracePage.tsx. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { follow } from '../app/links.ts';
import { visibleText } from '../format/text.ts';
import { functionHref } from '../functions/function-href.ts';
import { LogLines } from '../logs/LogLines.tsx';
import { CopyButton } from '../look/CopyButton.tsx';
import { tracedInvocations } from './invocations.ts';
import type { TraceTree } from './trace-tree.ts';

/** Each is two calls. */
const shownAtFirst = 6;

export function LogsTab({ tree }: { readonly tree: TraceTree }) {
  const invocations = useMemo(() => tracedInvocations(tree.roots), [tree.roots]);
  const [all, setAll] = useState(false);
  if (invocations.length === 0)
    return (
      <Box color="text-body-secondary" padding={{ vertical: 's' }}>
        No part of this trace says where it was logged. Lambda functions do, once their own segments have arrived.
      </Box>
    );
  const shown = all ? invocations : invocations.slice(0, shownAtFirst);
  return (
    <div className="rg-tab">
      <SpaceBetween size="l">
        {shown.map((invocation) => (
          <section key={`${invocation.group} ${invocation.requestId}`}>
            <h2 className="rg-log-head rg-copied">
              <Link href={functionHref(invocation.name)} onFollow={follow}>
                {visibleText(invocation.name)}
              </Link>{' '}
              <span className="rg-mono">{visibleText(invocation.requestId)}</span>
              <CopyButton text={invocation.requestId} label="Copy request id" />
            </h2>
            <LogLines source={invocation} origin={tree.start} />
          </section>
        ))}
        {shown.length === invocations.length ? null : (
          <Button onClick={() => setAll(true)}>Read the logs of {invocations.length - shown.length} more invocations</Button>
        )}
      </SpaceBetween>
    </div>
  );
}
