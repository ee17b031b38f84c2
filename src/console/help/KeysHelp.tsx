/** Which keys do what. Used by Help.tsx; the keys themselves are in shortcuts.ts, timeline-keys.ts and TraceMap.tsx. */
const groups: readonly { readonly name: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    name: 'Everywhere',
    keys: [
      ['?', 'this help'],
      ['/', 'search or filter'],
      ['g t', 'traces'],
      ['g m', 'trace map'],
      ['g f', 'functions'],
    ],
  },
  {
    name: 'Timeline',
    keys: [
      ['↑ ↓', 'rows'],
      ['← →', 'collapse, expand'],
      ['Enter', 'details of the row'],
      ['n N', 'next, previous problem'],
      ['W S', 'zoom in, out'],
      ['A D', 'earlier, later'],
      ['0', 'whole trace'],
      ['e E', 'expand, collapse all'],
    ],
  },
  {
    name: 'Trace map',
    keys: [
      ['Tab', 'nodes'],
      ['← ↑ ↓ →', 'nearest node'],
      ['Enter', 'details, or open a stack'],
      ['Esc', 'close the details'],
    ],
  },
];

export function KeysHelp() {
  return (
    <>
      <h3>Keys</h3>
      {groups.map(({ name, keys }) => (
        <div key={name}>
          <h4>{name}</h4>
          <dl className="rg-help-words">
            {keys.map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((part) => (
                    <kbd key={part}>{part}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  );
}
