/**
 * Makes and completes the tables that services declared, and refuses data of a newer program.
 *
 * Who calls it: store.ts, once, before the write-ahead log opens. Statements can be repeated: every one says IF NOT EXISTS.
 */
import type { ClickHouse, LogTable } from './ports.ts';

/** Raised whenever older programs could not work with the tables any more. */
const schemaVersion = 1;

const batchColumns = [
  { name: 'collector', type: 'LowCardinality(String)' },
  { name: 'log_segment', type: 'UInt64' },
] as const;

/** @throws Error with a sentence for the person who starts the server. */
export async function migrate(clickhouse: ClickHouse, tables: readonly LogTable[]): Promise<void> {
  await clickhouse.command(
    `CREATE TABLE IF NOT EXISTS schema_version (version UInt32, applied DateTime('UTC') DEFAULT now()) ENGINE = MergeTree ORDER BY version`,
  );
  const [newest] = await clickhouse.query<{ version: number }>('SELECT max(version) AS version FROM schema_version');
  const stored = newest?.version ?? 0;
  if (stored > schemaVersion) {
    throw new Error(`The traces were stored by a newer Radiograph (schema ${stored}, this one knows ${schemaVersion}).`);
  }
  for (const table of tables) await ensureTable(clickhouse, table);
  if (stored < schemaVersion) await clickhouse.command(`INSERT INTO schema_version (version) VALUES (${schemaVersion})`);
}

async function ensureTable(clickhouse: ClickHouse, table: LogTable): Promise<void> {
  const columns = [...table.columns, ...batchColumns];
  const list = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  await clickhouse.command(`CREATE TABLE IF NOT EXISTS ${table.name} (${list}) ${table.engine}`);

  const existing = await clickhouse.query<{ name: string; type: string }>(
    'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}',
    { table: table.name },
  );
  const types = new Map(existing.map(({ name, type }) => [name, type]));
  for (const { name, type } of columns) {
    const there = types.get(name);
    if (there === undefined) {
      await clickhouse.command(`ALTER TABLE ${table.name} ADD COLUMN IF NOT EXISTS ${name} ${type}`);
    } else if (bare(there) !== bare(plainType(type))) {
      throw new Error(`Column ${table.name}.${name} is ${there} in the database, but this program writes ${plainType(type)}.`);
    }
  }
}

/** A column's type without what may stand behind it: DEFAULT, CODEC, TTL, COMMENT. */
export function plainType(type: string): string {
  const end = /\s+(?:DEFAULT|MATERIALIZED|ALIAS|EPHEMERAL|CODEC|TTL|COMMENT|STATISTICS)\b/i.exec(type);
  return (end === null ? type : type.slice(0, end.index)).trim();
}

function bare(type: string): string {
  return type.replace(/\s+/g, '');
}
