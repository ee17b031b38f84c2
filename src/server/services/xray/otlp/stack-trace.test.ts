import { describe, expect, it } from 'vitest';
import { parseStackTrace } from './stack-trace.ts';

describe('a stack trace', () => {
  it('of Java has frames, without modules and class loaders', () => {
    const text = [
      'java.lang.IllegalStateException: no',
      '\tat app//com.example.Shop.order(Shop.java:31)',
      '\tat java.base/java.lang.Thread.run(Thread.java)',
      '\tat jdk.Native.call(Native Method)',
    ].join('\n');
    expect(parseStackTrace(text, 'java').stack).toEqual([
      { path: 'Shop.java', line: 31, label: 'com.example.Shop.order' },
      { path: 'Thread.java', line: 0, label: 'java.lang.Thread.run' },
      { path: 'Native Method', line: 0, label: 'jdk.Native.call' },
    ]);
  });

  it('of Java has causes whose messages may have lines', () => {
    const text = 'A: a\n\tat x.A.f(A.java:1)\nCaused by: x.B: first\nsecond\n\tat x.B.g(B.java:2)\n\t... 4 more\n';
    expect(parseStackTrace(text, 'java').causes).toEqual([
      { type: 'x.B', message: 'first\nsecond', stack: [{ path: 'B.java', line: 2, label: 'x.B.g' }] },
    ]);
  });

  it('of Python has the innermost call first, and what it came from as causes', () => {
    const text = `Traceback (most recent call last):
  File "/app/a.py", line 3, in pay
    charge()
  File "/app/b.py", line 7, in charge
    raise KeyError("card")
KeyError: 'card'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/main.py", line 10, in <module>
    pay()
ValueError: no money
`;
    expect(parseStackTrace(text, 'python')).toEqual({
      stack: [{ path: '/app/main.py', line: 10, label: '<module>' }],
      causes: [
        {
          type: 'KeyError',
          message: "'card'",
          stack: [
            { path: '/app/b.py', line: 7, label: 'charge' },
            { path: '/app/a.py', line: 3, label: 'pay' },
          ],
        },
      ],
    });
  });

  it('of Python follows what was raised from something, too', () => {
    const text =
      'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: 1\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File "b.py", line 2, in g\nRuntimeError\n';
    expect(parseStackTrace(text, 'python').causes.map(({ type }) => type)).toEqual(['KeyError']);
  });

  it.each(['javascript', 'nodejs', 'webjs'])('of V8 has frames: %s', (language) => {
    const text = `TypeError: x is undefined
    at total (/app/shop.js:31:7)
    at new Order (file:///app/order.mjs:4:11)
    at /app/index.js:10:3
    at async Promise.all (index 0)
    at native`;
    expect(parseStackTrace(text, language).stack).toEqual([
      { path: '/app/shop.js', line: 31, label: 'total' },
      { path: 'file:///app/order.mjs', line: 4, label: 'new Order' },
      { path: '/app/index.js', line: 10, label: '' },
      { path: 'index 0', line: 0, label: 'async Promise.all' },
      { path: 'native', line: 0, label: '' },
    ]);
  });

  it('of Firefox has frames', () => {
    expect(parseStackTrace('total@https://shop.example/shop.js:31:7\n', 'webjs').stack).toEqual([
      { path: 'https://shop.example/shop.js', line: 31, label: 'total' },
    ]);
  });

  it('of .NET has frames with and without a place', () => {
    const text =
      'System.Exception: no\n   at Shop.Orders.Place(Int32 id) in /src/Orders.cs:line 31\n   at System.Threading.Run()\n';
    expect(parseStackTrace(text, 'dotnet').stack).toEqual([
      { path: '/src/Orders.cs', line: 31, label: 'Shop.Orders.Place(Int32 id)' },
      { path: '', line: 0, label: 'System.Threading.Run()' },
    ]);
  });

  it('of Go has frames', () => {
    const text = 'goroutine 1 [running]:\nmain.order(0x1)\n\t/src/main.go:31 +0x1d\nmain.main()\n\t/src/main.go:10 +0x20\n';
    expect(parseStackTrace(text, 'go').stack).toEqual([
      { path: '/src/main.go', line: 31, label: 'main.order(0x1)' },
      { path: '/src/main.go', line: 10, label: 'main.main()' },
    ]);
  });

  it('of Ruby has frames', () => {
    expect(
      parseStackTrace("/app/shop.rb:31:in 'Shop#order': no (RuntimeError)\n\tfrom /app/main.rb:3:in `<main>'\n", 'ruby').stack,
    ).toEqual([
      { path: '/app/shop.rb', line: 31, label: 'Shop#order' },
      { path: '/app/main.rb', line: 3, label: '<main>' },
    ]);
  });

  it.each([
    ['Error: no\n    at f (/app/a.js:1:2)', '/app/a.js'],
    ['Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError\n', 'a.py'],
    ['A: a\n\tat x.A.f(A.java:1)\n', 'A.java'],
    ['goroutine 1 [running]:\nmain.f()\n\t/src/a.go:1 +0x1\n', '/src/a.go'],
  ])('is known by its form when the language is not told: %j', (text, path) => {
    expect(parseStackTrace(text, undefined).stack).toMatchObject([{ path }]);
  });

  it.each([
    ['of another language', 'whatever', 'erlang'],
    ['without a language', 'whatever', undefined],
    ['that is empty', '', 'java'],
    ['that is no trace', 'nonsense', 'python'],
  ])('gives no frames when it is one %s', (_name, text, language) => {
    expect(parseStackTrace(text, language)).toMatchObject({ stack: [], causes: [] });
  });

  it('is cut when it is too deep for a document', () => {
    expect(parseStackTrace(`Error\n${'    at f (/a.js:1:1)\n'.repeat(5_000)}`, 'nodejs').stack).toHaveLength(200);
  });
});
