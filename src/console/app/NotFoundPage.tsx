/** What an address that no page has shows. Used by router.tsx. */
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Frame } from './Frame.tsx';

export function NotFoundPage() {
  return (
    <Frame title="Not found">
      <SpaceBetween size="m">
        <Header variant="h1">There is no such page</Header>
        <Box>
          Look at the <Link href="/traces">traces</Link> or the <Link href="/map">trace map</Link>.
        </Box>
      </SpaceBetween>
    </Frame>
  );
}
