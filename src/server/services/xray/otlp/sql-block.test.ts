import { describe, expect, it } from 'vitest';
import { callWith, convertOne } from './span.fixture.ts';

const call = (attributes: Parameters<typeof callWith>[0]) => convertOne(callWith(attributes, { name: 'SELECT orders' }));

describe("a call's sql", () => {
  it('comes from the old conventions', () => {
    const document = call({
      'db.system': 'mysql',
      'db.name': 'orders',
      'db.statement': 'select ?',
      'db.user': 'app',
      'db.connection_string': 'mysql://app:secret@db.example.com:3306',
      'db.operation': 'select',
    });
    expect(document).toMatchObject({
      name: 'orders@db.example.com',
      namespace: 'remote',
      sql: {
        url: 'SELECT orders',
        connection_string: 'mysql://app@db.example.com:3306/orders',
        database_type: 'mysql',
        sanitized_query: 'select ?',
        user: 'app',
      },
      metadata: { default: { 'db.operation': 'select' } },
    });
    expect(JSON.stringify(document)).not.toContain('secret');
  });

  it('comes from the new conventions', () => {
    expect(
      call({
        'db.system.name': 'microsoft.sql_server',
        'db.namespace': 'orders',
        'db.query.text': 'select ?',
        'server.address': 'db',
        'server.port': 1433,
      })['sql'],
    ).toEqual({
      url: 'SELECT orders',
      connection_string: 'db:1433/orders',
      database_type: 'microsoft.sql_server',
      sanitized_query: 'select ?',
    });
  });

  it('is on this machine unless something is said', () => {
    expect(call({ 'db.system': 'sqlite', 'db.name': 'orders.db' })['sql']).toMatchObject({
      connection_string: 'localhost/orders.db',
    });
  });

  it('is not there for other databases, whose attributes stay', () => {
    const document = call({ 'db.system': 'redis', 'db.statement': 'GET a' });
    expect(document).not.toHaveProperty('sql');
    expect(document['metadata']).toMatchObject({ default: { 'db.system': 'redis', 'db.statement': 'GET a' } });
  });
});
