import { Frame } from '../app/Frame.tsx';
export function TracePage() {
  return <Frame title="Trace">…</Frame>;
}
