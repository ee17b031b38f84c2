import { describe, expect, it } from 'vitest';
import type { StoredTarget } from '../store.ts';
import type { BusEvent } from './event.ts';
import { targetInput, undefinedPlaceholders } from './input.ts';

const event: BusEvent = {
  version: '0',
  id: 'event-1',
  'detail-type': 'order placed',
  source: 'shop',
  account: '123456789012',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: { id: 7, who: 'Ann "A"', ok: true, list: ['x', 'y'], item: { sku: 's1', size: 'L' } },
};
const context = { event, ruleArn: 'arn:rule', ruleName: 'rule', ingestionTime: '2026-01-01T00:00:09Z' };
const input = (target: Partial<StoredTarget>): string => targetInput({ Id: 'a', Arn: 'arn', ...target }, context);
const filled = (InputTemplate: string): string =>
  input({
    InputTransformer: {
      InputPathsMap: {
        id: '$.detail.id',
        who: '$.detail.who',
        ok: '$.detail.ok',
        list: '$.detail.list',
        first: '$.detail.list[0]',
        item: '$.detail.item',
        type: '$.detail-type',
        gone: '$.detail.gone',
      },
      InputTemplate,
    },
  });

describe('a target', () => {
  it('gets the whole event, unless it asks for something else', () => {
    expect(JSON.parse(input({}))).toEqual(event);
  });

  it('gets its constant as it is', () => {
    expect(input({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  });

  it.each([
    ['$', JSON.stringify(event)],
    ['$.detail.item', '{"sku":"s1","size":"L"}'],
    ['$.detail.list[1]', '"y"'],
    ['$.detail.list[*]', '["x","y"]'],
    ["$.detail['item'].sku", '"s1"'],
    ['$.detail.gone.too', 'null'],
    ['$.detail.toString', 'null'],
  ])('gets what is at %s', (InputPath, expected) => {
    expect(input({ InputPath })).toBe(expected);
  });
});

describe('a template', () => {
  it.each([
    ['{"id": <id>, "who": <who>, "ok": <ok>}', '{"id": 7, "who": "Ann \\"A\\"", "ok": true}'],
    ['{"path": "orders/<id>/<first>", "list": <list>}', '{"path": "orders/7/x", "list": ["x","y"]}'],
    ['{"item": <item>, "gone": <gone>, "text": "<gone>"}', '{"item": {"sku":"s1","size":"L"}, "gone": "", "text": ""}'],
    ['"<type> by <who>"', '"order placed by Ann \\"A\\""'],
    ['"item <item> of <list>, <ok>"', '"item {sku:s1,size:L} of [x,y], true"'],
    ['"<first>"\n"<id>"', '"x"\n"7"'],
    ['{"rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>"}', '{"rule": "rule", "arn": "arn:rule"}'],
    ['{"at": <aws.events.event.ingestion-time>}', '{"at": "2026-01-01T00:00:09Z"}'],
  ])('%s becomes %s', (template, expected) => {
    expect(filled(template)).toBe(expected);
  });

  it('can hold the whole event, and the event without its detail', () => {
    expect(JSON.parse(filled('{"e": <aws.events.event.json>}'))).toEqual({ e: event });
    const { e } = JSON.parse(filled('{"e": <aws.events.event>}')) as { e: Record<string, unknown> };
    expect(e).toMatchObject({ id: 'event-1', detailType: 'order placed', time: '2026-01-01T00:00:09Z' });
    expect(e).not.toHaveProperty('detail');
  });

  it('is asked for names that nothing defines', () => {
    expect(undefinedPlaceholders('"<a> <b> <aws.events.rule-arn>"', ['a'])).toEqual(['b']);
  });
});
