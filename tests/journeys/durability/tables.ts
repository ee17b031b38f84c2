/** The tables that the durability test fills: every record has the same ids in both. */
import { type LogTable, partitionByDay } from '../../../src/server/store/ports.ts';

function table(name: string): LogTable {
  return {
    name,
    columns: [
      { name: 'id', type: 'UInt64' },
      { name: 'text', type: 'String' },
    ],
    engine: `ENGINE = MergeTree ${partitionByDay} ORDER BY id`,
  };
}

export const tables: readonly LogTable[] = [table('numbered'), table('twin')];
