/**
 * The control-plane store: functions, roles, stacks, log groups, and whatever else is small, keyed and must survive.
 *
 * Who calls it: every service, through `ControlPlane` of ports.ts. On LMDB: reads are synchronous, from memory-mapped pages, and a
 * transaction is all or nothing. See docs/adr/0003-lmdb-for-the-control-plane.md.
 */
import { mkdirSync } from 'node:fs';
import { open, TransactionFlags } from 'lmdb';
import type { Collection, ControlPlane, Scope } from './ports.ts';

type Key = [collection: string, account: string, region: string, id: string];

/** LMDB's limit for a key of one page is 1978 bytes; what is left of it for an id, in bytes of UTF-8. */
const longestId = 1500;

/**
 * @param directory made when missing; one process at a time should write to it.
 */
export function openControlPlane(directory: string): ControlPlane {
  mkdirSync(directory, { recursive: true });
  const database = open<unknown, Key>({
    path: directory,
    encoding: 'json',
    noSubdir: false,
    // A memory map only reserves addresses; the file grows as it is written.
    mapSize: 4 * 1024 ** 3,
  });
  // A commit is synced before it returns (0.3-0.6 ms on an SSD). Many writes that belong together go into one transaction.
  const commit = TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT;
  let inTransaction = false;

  function transaction<Result>(work: () => Result): Result {
    if (inTransaction) return work();
    inTransaction = true;
    try {
      return database.transactionSync(work, commit);
    } finally {
      inTransaction = false;
    }
  }

  return {
    collection: <Value>(name: string): Collection<Value> => {
      const key = (scope: Scope, id: string): Key => {
        if (Buffer.byteLength(id) > longestId) throw new RangeError(`An id of "${name}" is longer than ${longestId} bytes.`);
        return [name, scope.account, scope.region, id];
      };
      return {
        get: (scope, id) => database.get(key(scope, id)) as Value | undefined,
        list: (scope, prefix = '') => {
          const found: { id: string; value: Value }[] = [];
          for (const { key: at, value } of database.getRange({ start: key(scope, prefix) })) {
            const [collection, account, region, id] = at;
            const inside = collection === name && account === scope.account && region === scope.region;
            if (!inside || !id.startsWith(prefix)) break;
            found.push({ id, value: value as Value });
          }
          return found;
        },
        *scan(scope, prefix, from = prefix) {
          const start = key(scope, prefix.startsWith(from) ? prefix : from);
          for (const { key: at, value } of database.getRange({ start })) {
            const [collection, account, region, id] = at;
            const inside = collection === name && account === scope.account && region === scope.region;
            if (!inside || !id.startsWith(prefix)) break;
            yield { id, value: value as Value };
          }
        },
        all: () => {
          const found: { scope: Scope; id: string; value: Value }[] = [];
          for (const { key: at, value } of database.getRange({ start: [name, '', '', ''] })) {
            const [collection, account, region, id] = at;
            if (collection !== name) break;
            found.push({ scope: { account, region }, id, value: value as Value });
          }
          return found;
        },
        put: (scope, id, value) => {
          transaction(() => database.putSync(key(scope, id), value));
        },
        delete: (scope, id) => transaction(() => database.removeSync(key(scope, id))),
      };
    },
    transaction,
    flushed: async () => {
      await database.flushed;
    },
    close: async () => {
      await database.flushed;
      await database.close();
    },
  };
}
