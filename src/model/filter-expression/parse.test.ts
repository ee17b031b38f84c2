/**
 * The filter language's parser, on the expressions that AWS's guides, tests of Grafana's data source and captures contain.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilterExpressionError, parseFilterExpression } from './parse.ts';

/** From xray-console-filters, xray-console-groups, xray-console-crossaccount, Application Signals, grafana/x-ray-datasource. */
const examples = [
  'responsetime > 5',
  'duration >= 5 AND duration <= 8',
  'ok',
  '!ok',
  'ok = false',
  '!OK',
  'http.status != 200',
  'ok !partial duration <3',
  'http.url CONTAINS "/api/game/"',
  'user CONTAINS ""',
  'http.url BEGINSWITH "http://api.example.com/" AND http.url CONTAINS "/v2/" AND !service("api.example.com")',
  'http.url AND responseTime > 2',
  'annotation.gameid = "817DL6VO"',
  'annotation.age',
  '!annotation.age',
  'annotation.age > 29',
  'annotation.account = "12345"',
  'annotation[aws.local.operation]="GET /api/orders"',
  'group.name = "high_response_time" AND user = "alice"',
  'service("api.example.com")',
  'service("api.example.com") { fault }',
  'service() { fault }',
  'edge("api.example.com", "backend.example.com") { error }',
  'service("example.com") {fault OR error}',
  'service("api.example.com") { fault = true OR responsetime >= 5 }',
  'service("api.amazon.com") { fault = true OR responsetime > 2.5 } AND annotation.foo = "bar"',
  'fault = true AND http.url CONTAINS "example/game" AND responsetime >= 5',
  'service("function-name") { error }',
  'service(id(name: "random-name", type: "AWS::Lambda::Function")) { error }',
  'service(id(type: "AWS::Lambda::Function")) { error }',
  'service(id(account.id: "account-id"))',
  'service("data-plane") {root = true and fault = true}',
  'rootcause.fault.entity { last and name = "deserialize" }',
  'rootcause.responsetime.entity { remote and coverage > 0.7 and name = "traces" }',
  'rootcause.fault.service { inferred and name = traces and type = "AWS::DynamoDB" }',
  'rootcause.fault.service { index > 5 }',
  'rootcause.responsetime.entity { last and coverage > 0.8 }',
  'rootcause.fault.service { name = "Auth" }',
  'rootcause.responsetime.service { last and type = "AWS::DynamoDB" }',
  'rootcause.fault.exception { last and message = "Access Denied for account_id: 1234567890" }',
  'rootcause.json = #[{ "Services": [ { "Name": "GetWeatherData", "EntityPath": [{ "Name": "GetWeatherData" }, { "Name": "get_temperature" } ] }, { "Name": "GetTemperature", "EntityPath": [ { "Name": "GetTemperature" } ] } ] }]',
  '(service(id(name: "frontend"  ))) AND (Annotation[aws.local.environment] = "k8s:default")',
  'annotation.owner = "o" AND (duration = 7 AND responsetime = 2)',
  'service(id(name: "svc-back")) { fault AND name ENDSWITH "-back" }',
  'edge(id(name: "front", type: "client"), id(name: "front")) { error }',
  'availabilityzone = "us-west-2a"',
  'instance.id = "i-0123456789abcdef0"',
  'resource.arn = "arn:aws:lambda:us-east-1:123456789012:function:f"',
  'fault = "true" AND throttle != "true"',
  'annotation[rank] > 0 AND annotation[rank] <= 20',
  'service(id(name: "service-name", type:"service::type", account.id:"account-ID"))',
  'edge(id(name: "service-one", type:"service::type"), id(name: "service-two", type:"service::type")) { error }',
  'NOT (ok OR partial)',
];

const refused: readonly (readonly [string, number, RegExp])[] = [
  ['edge("only")', 11, /expected ",", unexpected symbol "\)"/],
  ['service(id(name: "a", name: "b"))', 22, /repeated "name"/],
  ['service("a") { service("b") }', 15, /"service" cannot stand inside braces/],
  ['annotation.request.id = "a"', 0, /unknown keyword "annotation.request.id"/],
  ['http.url < "a"', 9, /expected an operator for a string/],
  ['responsetime CONTAINS 5', 13, /expected an operator for a number/],
  ['coverage > 0.5', 0, /"coverage" cannot stand outside braces/],
  ['first', 0, /"first" cannot stand outside braces/],
  ['message = "a"', 0, /"message" cannot stand outside braces/],
  ['name = "a"', 0, /"name" cannot stand outside braces/],
  ['rootcause.responsetime.exception { last }', 0, /unexpected symbol "rootcause.responsetime.exception"/],
  ['rootcause.fault.entity', 22, /expected "\{", unexpected end/],
  ['rootcause.fault.service { coverage > 1 }', 26, /"coverage" cannot stand inside rootcause.fault.service/],
  ['service("a") { fault', 20, /expected "\}", unexpected end/],
  ['ok AND', 6, /unexpected end/],
  ['ok OR OR fault', 6, /unknown keyword "OR"/],
  ['(ok', 3, /expected "\)"/],
  ['ok)', 2, /unexpected symbol "\)"/],
  ['colour = "red"', 0, /unknown keyword "colour"/],
  ['ok = maybe', 5, /expected a boolean/],
  ['http.status = "200"', 14, /expected a number/],
  ['user = alice', 7, /expected a string/],
  ['user = "alice', 7, /unterminated string/],
  ['annotation.age > "old"', 17, /expected a value/],
  ['annotation', 10, /expected a key in square brackets/],
  ['group.name CONTAINS "a"', 11, /expected = or !=/],
  ['rootcause.json = #{}', 17, /expected a JSON array/],
  ['ok & fault', 3, /unexpected symbol "&"/],
  [`user = "${'a'.repeat(2000)}"`, 2000, /more than 2000 characters/],
];

describe('the filter language', () => {
  it.each(examples)('reads %s', (expression) => {
    expect(() => parseFilterExpression(expression)).not.toThrow();
  });

  it.each(refused)('refuses %s at position %i', (expression, offset, message) => {
    let error: unknown;
    try {
      parseFilterExpression(expression);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FilterExpressionError);
    expect((error as FilterExpressionError).message).toMatch(message);
    expect((error as FilterExpressionError).offset).toBe(offset);
    expect((error as FilterExpressionError).message).toContain(`at position ${offset}`);
  });

  it('reads nothing as everything', () => {
    expect(parseFilterExpression('  ')).toEqual({ kind: 'all' });
  });

  it('binds AND tighter than OR, and reads neighbours as AND', () => {
    expect(parseFilterExpression('ok fault OR error')).toEqual(parseFilterExpression('(ok AND fault) OR (error)'));
    expect(parseFilterExpression('ok OR fault error')).toMatchObject({
      kind: 'or',
      operands: [{ kind: 'has' }, { kind: 'and' }],
    });
  });

  it('reads escapes in strings, and keeps the case of keys and strings', () => {
    expect(parseFilterExpression(String.raw`annotation.Key = "a\"\\\u00e9"`)).toEqual({
      kind: 'compare',
      of: { annotation: 'Key' },
      operator: '=',
      literal: 'a"\\é',
    });
  });

  it('never fails in another way than by its own error, whatever it reads', () => {
    const piece = fc.constantFrom(
      ...examples.flatMap((example) => example.split(/\b/)),
      '(',
      ')',
      '{',
      '}',
      '!',
      '#[',
      '"',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          parseFilterExpression(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(FilterExpressionError);
        }
      }),
    );
  });
});
