import { Frame } from '../app/Frame.tsx';
export function MapPage() {
  return <Frame title="Trace map">…</Frame>;
}
