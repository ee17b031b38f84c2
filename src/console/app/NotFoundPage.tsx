/** What an address that no page has shows. Used by router.tsx. */
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Frame } from './Frame.tsx';
import { follow } from './links.ts';

export function NotFoundPage() {
  return (
    <Frame title="Not found">
      <SpaceBetween size="m">
        <Header variant="h1">There is no such page</Header>
        <Box>
          Look at the{' '}
          <Link href="/traces" onFollow={follow}>
            traces
          </Link>
          , the{' '}
          <Link href="/map" onFollow={follow}>
            trace map
          </Link>{' '}
          or the{' '}
          <Link href="/functions" onFollow={follow}>
            functions
          </Link>
          .
        </Box>
      </SpaceBetween>
    </Frame>
  );
}
