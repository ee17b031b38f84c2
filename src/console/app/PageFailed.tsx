/** What is shown instead of a page that failed: a bug of ours, or code that another start of the server no longer has. Used by router.tsx. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { visibleText } from '../format/text.ts';
import { Frame } from './Frame.tsx';

export function PageFailed({ error }: ErrorComponentProps) {
  return (
    <Frame title="Failed">
      <SpaceBetween size="m">
        <Header variant="h1">This page failed</Header>
        <Alert
          type="error"
          header="It could not be shown"
          action={<Button onClick={() => location.reload()}>Load it again</Button>}
        >
          {visibleText(error instanceof Error ? error.message : String(error))}. If the server was built anew since the page was
          opened, loading it again is enough.
        </Alert>
      </SpaceBetween>
    </Frame>
  );
}
