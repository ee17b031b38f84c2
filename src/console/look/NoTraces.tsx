/** What to do when there is nothing to see yet. Used by the traces list and the map. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';

const ways = [
  { text: 'Deploy an example function, call it, and see its trace', command: 'npx radiograph demo' },
  { text: 'Run your own program against this server', command: 'npx radiograph run -- sam deploy --guided' },
  { text: 'Point an instrumented program of your own at it', command: 'eval "$(npx radiograph env)"' },
];

interface NoTracesProps {
  /** `the last 15 minutes`. */
  readonly where: string;
  readonly onWiden?: (() => void) | undefined;
}

export function NoTraces({ where, onWiden }: NoTracesProps) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }} color="inherit">
      <SpaceBetween size="m">
        <Box variant="h3" tagOverride="h2">
          No traces in {where}
        </Box>
        <div style={{ maxInlineSize: 560, marginInline: 'auto' }}>
          <SpaceBetween size="s">
            {ways.map(({ text, command }) => (
              <div key={command}>
                <Box color="text-body-secondary">{text}</Box>
                <code className="rg-command rg-mono">
                  <CopyToClipboard
                    variant="inline"
                    textToCopy={command}
                    copyButtonAriaLabel={`Copy ${command}`}
                    copySuccessText="Copied"
                    copyErrorText="Not copied"
                  />
                </code>
              </div>
            ))}
          </SpaceBetween>
        </div>
        {onWiden === undefined ? null : <Button onClick={onWiden}>Look at the last 6 hours</Button>}
      </SpaceBetween>
    </Box>
  );
}
