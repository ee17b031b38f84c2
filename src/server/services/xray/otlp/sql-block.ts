/**
 * A subsegment's `sql`, from the old and the new database conventions.
 *
 * Who calls it: `documents.ts`. AWS page: "Segment documents", SQL queries; as OpenTelemetry's X-Ray exporter does it, the url is the
 * span's name. A password in a connection string is left out, as X-Ray asks.
 */
import type { Sql } from '../../../../model/segment-document.ts';
import { takeText, textOf } from './attributes.ts';
import type { Attributes, Span } from './span.ts';

const SQL_SYSTEMS = new Set([
  ...['db2', 'derby', 'hive', 'mariadb', 'mssql', 'mysql', 'oracle', 'postgresql', 'sqlite', 'teradata', 'other_sql'],
  // The same in newer conventions, and what they added.
  ...[
    'ibm.db2',
    'microsoft.sql_server',
    'oracle.db',
    'sap.hana',
    'aws.redshift',
    'redshift',
    'cockroachdb',
    'clickhouse',
    'trino',
  ],
]);

/** Undefined for other databases; their attributes stay. */
export function takeSql({ attributes, name }: Span): Sql | undefined {
  const system = textOf(attributes, 'db.system.name', 'db.system');
  if (system === undefined || !SQL_SYSTEMS.has(system)) return undefined;
  takeText(attributes, 'db.system.name', 'db.system');
  const server = takeText(attributes, 'db.connection_string')?.replace(/^(\w[\w+.:-]*:\/\/[^:/@]*):[^@/]*@/, '$1@');
  const database = takeText(attributes, 'db.namespace', 'db.name') ?? '';
  const query = takeText(attributes, 'db.query.text', 'db.statement');
  const user = takeText(attributes, 'db.user');
  return {
    url: name,
    connection_string: `${server ?? address(attributes) ?? 'localhost'}/${database}`,
    ...(query !== undefined && { sanitized_query: query }),
    database_type: system,
    ...(user !== undefined && { user }),
  };
}

function address(attributes: Attributes): string | undefined {
  const host = textOf(attributes, 'server.address', 'net.peer.name');
  const port = attributes.get('server.port') ?? attributes.get('net.peer.port');
  return host === undefined || port === undefined ? host : `${host}:${port}`;
}
