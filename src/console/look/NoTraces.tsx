/** What to do when there is nothing to see yet. Used by the traces list and the map. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ServerSummary, useServer } from '../api/use-server.ts';
import { Command } from './Command.tsx';

interface NoTracesProps {
  /** `the last 15 minutes`. */
  readonly where: string;
  readonly onWiden?: (() => void) | undefined;
}

export function NoTraces({ where, onWiden }: NoTracesProps) {
  const server = useServer();
  const port = portOption(server);
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }} color="inherit">
      <SpaceBetween size="m">
        <Box variant="h3" tagOverride="h2">
          No traces in {where}
        </Box>
        {onWiden === undefined ? null : <Button onClick={onWiden}>Look at the last 6 hours</Button>}
        <div className="rg-narrow">
          <SpaceBetween size="s">
            <div>
              <Box color="text-body-secondary">Deploy a stack of your own, then call it</Box>
              <Command command={`npx radiograph run${port} -- sam deploy --guided`} />
            </div>
            <div>
              <Box color="text-body-secondary">Point a terminal’s AWS clients here</Box>
              <Command command={`eval "$(npx radiograph env${port})"`} />
            </div>
            <Box color="text-body-secondary">{senders(server)}</Box>
            <Box color="text-body-secondary">
              Not every request is recorded: the first of each second is, and 5 % of the rest, unless sampling rules or{' '}
              <span className="rg-mono">--lambda-sampling all</span> say otherwise.
            </Box>
          </SpaceBetween>
        </div>
      </SpaceBetween>
    </Box>
  );
}

/** The command line looks at 4566 unless it is told another port. */
function portOption(server: ServerSummary | undefined): string {
  const port = server?.apiUrl === undefined ? '4566' : new URL(server.apiUrl).port;
  return port === '4566' || port === '' ? '' : ` --port ${port}`;
}

function senders(server: ServerSummary | undefined): string {
  const { xrayUdp, otlpHttp } = server?.ports ?? {};
  const ways = [
    xrayUdp === undefined ? undefined : `X-Ray SDKs send to 127.0.0.1:${xrayUdp} by UDP`,
    otlpHttp === undefined ? undefined : `OpenTelemetry to http://127.0.0.1:${otlpHttp}`,
  ].filter((way) => way !== undefined);
  return ways.length === 0 ? '' : `${ways.join(', ')}.`;
}
