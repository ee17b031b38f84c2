/**
 * How the embedded ClickHouse is set up: durable parts, bounded memory, small caches.
 *
 * Who calls it: the engine process (main.ts of this folder) when it opens its connections.
 * Settings: https://clickhouse.com/docs/operations/server-configuration-parameters/settings
 */
import { availableParallelism, totalmem } from 'node:os';

/** Queries that may run at once; a heavy one then leaves room for the quick ones. */
export const readers = Math.max(3, Math.min(8, availableParallelism()));

/** Every running query holds one thread of libuv's pool; four more are left for the engine process's own file calls. */
export const threadPoolSize = readers + 1 + 4;

/** A quarter of the machine, from 1 to 8 GiB. */
function memoryLimit(): number {
  return Math.min(Math.max(Math.floor(totalmem() / 4), 1024 ** 3), 8 * 1024 ** 3);
}

/**
 * Server configuration. Parts and their directories are synced before an insert is acknowledged, because the write-ahead log
 * deletes its file then. Deduplication is off: its own log is not synced, so that after a kill it can drop a batch which is not there.
 */
export function serverConfiguration(): string {
  return `<clickhouse>
  <logger><level>none</level><console>0</console></logger>
  <max_server_memory_usage>${memoryLimit()}</max_server_memory_usage>
  <mark_cache_size>67108864</mark_cache_size>
  <index_mark_cache_size>16777216</index_mark_cache_size>
  <primary_index_cache_size>67108864</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
  <query_condition_cache_size>16777216</query_condition_cache_size>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
    <min_rows_to_fsync_after_merge>1</min_rows_to_fsync_after_merge>
    <non_replicated_deduplication_window>0</non_replicated_deduplication_window>
  </merge_tree>
</clickhouse>
`;
}

/** Command line of every connection. */
export function connectionArguments(configurationFile: string): string[] {
  return [
    `--config-file=${configurationFile}`,
    '--async_load_databases=0',
    '--session_timezone=UTC',
    '--async_insert=0',
    '--insert_deduplicate=0',
    `--max_memory_usage=${Math.floor(memoryLimit() / 2)}`,
  ];
}
