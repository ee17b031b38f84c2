import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactly } from '../exact-json.ts';
import { TemplateError } from './nodes.ts';
import { render } from './render.ts';
import { HostObject } from './values.ts';

type Case = [name: string, template: string, expected: string, variables?: Readonly<Record<string, unknown>>];

const cases: readonly Case[] = [
  ['prints text as it is', '{"a": 1, "price": "5$", "b": "#1"}', '{"a": 1, "price": "5$", "b": "#1"}'],
  ['prints references in all their forms', `$a \${a}b $!a $!{a}`, 'x xb x x', { a: 'x' }],
  ['prints nothing for what is not there', '[$none][$a.none.deeper][$a.none()]', '[][][]', { a: {} }],
  ['keeps a dot behind a reference', 'Hello $a. Bye', 'Hello x. Bye', { a: 'x' }],
  ['follows properties, methods and indexes', '$m.list[1].name.toUpperCase()', 'B', { m: { list: [{}, { name: 'b' }] } }],
  ['takes keys in brackets', '$m["a b"] $m[$key]', '1 2', { m: { 'a b': 1, c: 2 }, key: 'c' }],
  ['escapes with a backslash', '\\$a \\#set', '$a #set', { a: 'x' }],
  ['leaves comments out', 'a## one\nb#* two\n *#c', 'abc'],
  ['leaves raw text alone', '#[[$a #if]]#', '$a #if', { a: 1 }],
  ['takes the line of a directive away', '#set($a = 1)\n  #set($b = 2)\n$a$b', '12'],
  ['chooses branches', '#if($a == 1)one#elseif($a == 2)two#{else}more#end!', 'two!', { a: 2 }],
  ['knows the words of operators', '#if($a gt 1 and not ($b eq "x"))y#end', 'y', { a: 2, b: 'z' }],
  ['binds operators by rank', '#set($x = 1 + 2 * 3 - 4 / 2)$x', '5'],
  ['divides whole numbers wholly', '#set($x = 7 / 2)#set($y = 7 % 2)#set($z = 7.0 / 2.5)$x $y $z', '3 1 2.8'],
  [
    'loops with its counters',
    '#foreach($i in [1..3])$foreach.index$velocityCount$i#if($foreach.hasNext),#end#end',
    '011,122,233',
  ],
  ['loops over the values of a map', '#foreach($v in $m)$v;#end', '1;2;', { m: { a: 1, b: 2 } }],
  [
    'loops over keys',
    '#foreach($k in $m.keySet())"$k":"$m.get($k)"#if($foreach.hasNext),#end#end',
    '"a":"1","b":"2"',
    { m: { a: 1, b: 2 } },
  ],
  ['leaves a loop', '#foreach($i in [1..9])#if($i == 3)#break#end$i#end.', '12.'],
  ['restores what a loop hides', '#set($i = "x")#foreach($i in [1])$i#end$i', '1x'],
  ['stops', 'a#stop b', 'a'],
  ['defines blocks that see later values', '#define($b)<$v>#end#set($v = 1)$b#set($v = 2)$b', '<1><2>'],
  ['defines macros', '#macro(hi $who $n)hi $who$n#end#hi("a" 1) #hi("b", 2)', 'hi a1 hi b2'],
  ['prints a macro that is not there', '#hello("x")', '#hello("x")'],
  ['replaces in double quotes only', `#set($a = "<$x>")#set($b = '<$x>')$a$b`, '<1><$x>', { x: 1 }],
  ['doubles quotes', `#set($a = "say ""hi""")$a`, 'say "hi"'],
  ['makes maps and lists', '#set($m = {"a": 1, "l": [1, 2]})#set($x = $m.put("b", "c"))$m $m.l.size()', '{a=1, l=[1,2], b=c} 2'],
  ['sets properties and elements', '#set($m.a.b = 2)#set($m.l[0] = 9)$m.a.b$m.l', '2[9]', { m: { a: {}, l: [1] } }],
  ['unescapes quotes as AWS tells to', `$s.replaceAll("\\\\'", "'")`, "it's", { s: "it\\'s" }],
  ['replaces with groups', '$s.replaceAll("(a)(b)", "$2$1")', 'bac', { s: 'abc' }],
  [
    'keeps numbers as they were written',
    '$n.id $n.one [$n.list] #if($n.one == 1)same#end #if($n.id == $n.next)same#{else}not#end#set($h = $n.one / 2) $h "$n.id.toString()"',
    '12345678901234567891 1.0 [[1.0,2]] same not 0.5 "12345678901234567891"',
    { n: parseExactly('{"id": 12345678901234567891, "next": 12345678901234567892, "one": 1.0, "list": [1.0, 2]}') },
  ],
  ['splits as Java does', '$s.split(",").size()', '2', { s: 'a,b,,' }],
  ['compares values of different kinds by their text', '#if($n == "1")y#end', 'y', { n: 1 }],
  ['takes nothing for an empty text', '#set($x = $none)#if($x == $null && $x == "")y#end#if($x)n#end', 'y'],
  ['takes an empty text for true', '#if($e)y#end#if($none)n#end', 'y', { e: '' }],
];

describe('a mapping template', () => {
  it.each<Case>(cases)('%s', (_name, template, expected, variables = {}) => {
    expect(render(template, { ...variables })).toBe(expected);
  });

  it.each(['#if($a)', '#set($a)', '#set($a = )', '$a.b(', '${a', '#end', '#foreach($a of $b)#end', '"#set($a = "x)'])(
    'refuses %s',
    (template) => expect(() => render(template, {})).toThrow(TemplateError),
  );

  it('reaches nothing but what it was given', () => {
    const variables = { s: 'x', m: {}, l: [], n: 1, host: new HostObject({ ok: () => 'ok' }) };
    const template = '$s.constructor $m.constructor $m.__proto__ $l.constructor $n.constructor $host.methods $host.constructor';
    expect(render(template, variables).trim()).toBe('');
    const calls = '$s.constructor("a") $m.hasOwnProperty("a") $host.constructor() $host.ok()';
    expect(render(calls, variables).trim()).toBe('ok');
    render('#set($m.__proto__.polluted = 1)#set($x = $m.put("__proto__", {"polluted": 1}))', variables);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('has bounds', () => {
    expect(() => render('#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end', {})).toThrow(
      TemplateError,
    );
    expect(() => render('#macro(m)#m()#end#m()', {})).toThrow(TemplateError);
    expect(() => render('#set($s = "x")#foreach($i in [1..60])#set($s = "$s$s")#end', {})).toThrow(TemplateError);
    expect(() => render('$s.matches("(a+)+b")', { s: 'a'.repeat(60) })).toThrow(TemplateError);
  });

  it('either renders any text or says what is wrong with it', () => {
    const piece = fc.constantFrom('$a', '#if(', ')', '#end', '#set($a=', '{', '}', '"', '[', ']', '$', '#', 'x', '.', '(', '\\');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          return typeof render(pieces.join(''), { a: { b: 1 } }) === 'string';
        } catch (error) {
          return error instanceof TemplateError;
        }
      }),
    );
  });
});
