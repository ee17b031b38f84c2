/** The help beside every page: the filter language, the keys, this server. Loaded when it is first opened, by Frame.tsx. */
import HelpPanel from '@cloudscape-design/components/help-panel';
import { FilterHelp } from './FilterHelp.tsx';
import type { HelpTopic } from './help-state.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { ServerHelp } from './ServerHelp.tsx';
import './help.css';

const parts = { filter: FilterHelp, keys: KeysHelp, server: ServerHelp } as const;

export function Help({ topic }: { readonly topic: HelpTopic }) {
  const order = [topic, ...(['filter', 'keys', 'server'] as const).filter((other) => other !== topic)];
  return (
    <HelpPanel header={<h2>Help</h2>}>
      {order.map((name) => {
        const Part = parts[name];
        return <Part key={name} />;
      })}
    </HelpPanel>
  );
}
