/**
 * A control plane that forgets, for unit tests of services: the port's behaviour in maps, without files.
 */
import type { Collection, ControlPlane, Scope } from '../store/ports.ts';

interface Entry {
  readonly scope: Scope;
  readonly id: string;
  readonly json: string;
}

export function memoryControlPlane(): ControlPlane {
  let collections = new Map<string, Map<string, Entry>>();
  const entriesOf = (name: string) => {
    const entries = collections.get(name) ?? new Map<string, Entry>();
    collections.set(name, entries);
    return entries;
  };
  const keyOf = (scope: Scope, id: string) => `${scope.account}\n${scope.region}\n${id}`;
  const read = <Value>({ scope, id, json }: Entry) => ({ scope, id, value: JSON.parse(json) as Value });

  const collection = <Value>(name: string): Collection<Value> => ({
    get(scope, id) {
      const entry = entriesOf(name).get(keyOf(scope, id));
      return entry && read<Value>(entry).value;
    },
    list(scope, prefix = '') {
      const wanted = keyOf(scope, prefix);
      const keys = [...entriesOf(name).keys()].filter((key) => key.startsWith(wanted)).sort();
      return keys.flatMap((key) => entriesOf(name).get(key) ?? []).map((entry) => read<Value>(entry));
    },
    all: () => [...entriesOf(name).values()].map((entry) => read<Value>(entry)),
    put(scope, id, value) {
      const { account, region } = scope;
      entriesOf(name).set(keyOf(scope, id), { scope: { account, region }, id, json: JSON.stringify(value) });
    },
    delete: (scope, id) => entriesOf(name).delete(keyOf(scope, id)),
  });

  return {
    collection,
    transaction(work) {
      const before = new Map([...collections].map(([name, entries]) => [name, new Map(entries)]));
      try {
        return work();
      } catch (error) {
        collections = before;
        throw error;
      }
    },
    flushed: async () => {},
    close: async () => {},
  };
}
