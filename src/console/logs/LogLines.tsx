/** The lines of one invocation, as text. Used by the trace page and the function page. */
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Skeleton from '@cloudscape-design/components/skeleton';
import { formatDuration, formatTime, formatUtc } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { Command } from '../look/Command.tsx';
import { Value } from '../look/Value.tsx';
import { type InvocationLogSource, useInvocationLog } from './use-invocation-log.ts';
import './logs.css';

interface LogLinesProps {
  readonly source: InvocationLogSource;
  /** Epoch seconds that times are counted from. */
  readonly origin: number;
}

export function LogLines({ source, origin }: LogLinesProps) {
  const { data, error, isPending, refetch } = useInvocationLog(source);
  if (error !== null && data === undefined) return <CallFailed what="The log" error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton variant="text-body-m" />;
  const { lines = [], cut = false } = data ?? {};
  if (lines.length === 0)
    return (
      <>
        <Box color="text-body-secondary">
          {visibleText(source.group)} holds no line of this request: its role may not write logs, or they have expired.
        </Box>
        <Command command={`aws logs tail ${source.group} --since 1h`} />
      </>
    );
  const now = new Date();
  return (
    <div className="rg-log">
      <div className="rg-log-bar">
        <span>
          {lines.length.toLocaleString()}
          {cut ? '+' : ''} {lines.length === 1 ? 'line' : 'lines'} of {visibleText(source.group)}
        </span>
        <CopyToClipboard
          variant="icon"
          textToCopy={lines.map(({ message }) => message).join('\n')}
          copyButtonAriaLabel="Copy these lines"
          copySuccessText="Copied"
          copyErrorText="Not copied"
        />
      </div>
      <ol className="rg-log-lines rg-mono" aria-label={`Log of request ${source.requestId}`}>
        {lines.map(({ at, kind, message, stream }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end, and may be alike
          <li key={index} className={`rg-log-${kind}`}>
            <span
              className="rg-number"
              title={`${formatTime(at / 1000, now)} · ${formatUtc(at / 1000)} (UTC) · ${visibleText(stream)}`}
            >
              {offset(at / 1000 - origin)}
            </span>
            <Value text={message} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A log counts in milliseconds: less than one before the start is the start. */
function offset(seconds: number): string {
  const rounded = Math.round(seconds * 1000) / 1000;
  return rounded <= -0.002 ? formatDuration(rounded) : `+${formatDuration(Math.max(0, rounded))}`;
}
