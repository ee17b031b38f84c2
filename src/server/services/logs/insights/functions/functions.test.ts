import { describe, expect, it } from 'vitest';
import { rowsOf } from '../rows-of.ts';

/** What an expression shows for one event. */
const shown = (expression: string) =>
  rowsOf(`fields ${expression} as result`, [
    { s: '  Über  ', n: -2.5, ip: '10.1.2.3', ip6: 'fe80::1', json: '{"a":[1,{"b":2}]}' },
  ])[0]?.['result'];

describe('functions', () => {
  it.each<[string, string | undefined]>([
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['2 ^ 3 ^ 2', '512'],
    ['10 % 3', '1'],
    ['1 / 3', '0.3333'],
    ['1 / 0', undefined],
    ['n - 1', '-3.5'],
    ['- n', '2.5'],
    ['n + nothing', undefined],
    ['abs(n)', '2.5'],
    ['ceil(n)', '-2'],
    ['floor(n)', '-3'],
    ['round(2.456, 2)', '2.46'],
    ['sqrt(16)', '4'],
    ['log(1)', '0'],
    ['log(-1)', undefined],
    ['greatest(1, "7", nothing, 3)', '7'],
    ['least(4, n, 3)', '-2.5'],
    ['strlen(s)', '8'],
    ['strlen("\u{1f600}")', '1'],
    ['trim(s)', 'Über'],
    ['concat("[", ltrim(s), "]")', '[Über  ]'],
    ['concat("[", rtrim(s), "]")', '[  Über]'],
    ['trim("xyZfooxyZ", "xyZ")', 'foo'],
    ['toupper("a")', 'A'],
    ['TOLOWER("A")', 'a'],
    ['substr("xyZfooxyZ", 3)', 'fooxyZ'],
    ['substr("xyZfooxyZ", 3, 3)', 'foo'],
    ['replace("foo", "o", "0")', 'f00'],
    ['replace("a.b", ".", "$&")', 'a$&b'],
    ['strcontains("abc", "b")', '1'],
    ['strcontains("abc", "B")', '0'],
    ['isempty("")', '1'],
    ['isempty(nothing)', '1'],
    ['isblank("  ")', '1'],
    ['isempty(s)', '0'],
    ['ispresent(s)', '1'],
    ['coalesce(nothing, s, n)', '  Über  '],
    ['if(n < 0, "less", "more")', 'less'],
    ['case(n > 0, "plus", n < 0, "minus", "zero")', 'minus'],
    ['case(n > 0, "plus", n = 0, "zero")', undefined],
    ['toInt("-2.9")', '-2'],
    ['urldecode(urlencode("a b&ü"))', 'a b&ü'],
    ['urldecode("%zz")', undefined],
    ['base64decode(base64encode(s))', '  Über  '],
    ['base64decode("!")', undefined],
    ['md5("a")', '0cc175b9c0f1b6a831c399e269772661'],
    ['strlen(sha256(s))', '64'],
    ['datefloor(@timestamp, 1d)', '2026-01-31 00:00:00.000'],
    ['dateceil(@timestamp, 7h)', '2026-01-31 15:00:00.000'],
    ['datefloor(@timestamp, 1mo)', '2026-01-01 00:00:00.000'],
    ['dateceil(@timestamp, 1q)', '2026-04-01 00:00:00.000'],
    ['datefloor(@timestamp, 1w)', '2026-01-26 00:00:00.000'],
    ['bin(2hrs)', '2026-01-31 12:00:00.000'],
    ['bin(500ms)', '2026-01-31 12:00:00.000'],
    ['toMillis(@timestamp)', String(Date.UTC(2026, 0, 31, 12))],
    ['fromMillis(0)', '1970-01-01 00:00:00.000'],
    ['isValidIp(ip)', '1'],
    ['isValidIpV4(ip6)', '0'],
    ['isValidIpv6(ip6)', '1'],
    ['isIpInSubnet(ip, "10.1.0.0/16")', '1'],
    ['isIpv4InSubnet(ip, "10.2.0.0/16")', '0'],
    ['isIpv6InSubnet(ip6, "fe80::/10")', '1'],
    ['isIpInSubnet(ip, "nonsense")', '0'],
    ['jsonStringify(jsonParse(json))', '{"a":[1,{"b":2}]}'],
  ])('%s', (expression, expected) => {
    expect(shown(expression)).toBe(expected);
  });

  it('make maps whose members a later command names', () => {
    const [row] = rowsOf('fields jsonParse(text) as j | fields j.a[1].b as deep, j.a.0 as first', [
      { text: '{"a":[1,{"b":2}]}' },
    ]);
    expect(row).toMatchObject({ deep: '2', first: '1' });
  });
});
