/** The filter language in a few lines and examples that run. Used by Help.tsx. AWS page: "Using filter expressions". */
import Link from '@cloudscape-design/components/link';
import { follow } from '../app/links.ts';

export const filterExamples: readonly (readonly [string, string])[] = [
  ['fault OR error', 'ended in a 5xx or 4xx'],
  ['responsetime > 1', 'slower than a second; times are seconds'],
  ['service("orders") { fault }', 'failed in one service, whatever came of it'],
  ['edge("shop", "orders") { responsetime > 0.5 }', 'slow between two services'],
  ['http.url CONTAINS "/orders" AND http.method = "POST"', 'by request'],
  ['http.status >= 500', 'by status'],
  ['annotation[customer] = 42', 'by an annotation; text in double quotes'],
  ['!ok AND !annotation[retried]', 'not fine, and without an annotation'],
  ['service(id(type: "AWS::DynamoDB::Table")) { throttle }', 'by the type of a resource'],
  ['rootcause.fault.service { last AND name = "orders" }', 'where a failure began'],
];

const operators: readonly (readonly [string, string])[] = [
  ['= !=', 'any value'],
  ['< <= > >=', 'numbers'],
  ['CONTAINS BEGINSWITH ENDSWITH', 'texts, in double quotes'],
  ['AND OR ! ( )', 'conditions; side by side means AND'],
];

const awsPage = 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html';

export function FilterHelp() {
  return (
    <>
      <h3>Filter expressions</h3>
      <p>
        A keyword alone is true or present; most can be compared. Words are read in any case, annotation keys and texts are not.
        Keywords of a request look at the trace’s root; <code>service(…) {'{ }'}</code> looks into one service.
      </p>
      <ul className="rg-help-examples">
        {filterExamples.map(([filter, meaning]) => (
          <li key={filter}>
            <Link href={`/traces?filter=${encodeURIComponent(filter)}`} onFollow={follow} fontSize="body-s">
              <span className="rg-mono">{filter}</span>
            </Link>
            <div>{meaning}</div>
          </li>
        ))}
      </ul>
      <dl className="rg-help-words">
        {operators.map(([signs, of]) => (
          <div key={signs}>
            <dt>
              <code>{signs}</code>
            </dt>
            <dd>{of}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link href={awsPage} external fontSize="body-s">
          The whole language, in AWS’s guide
        </Link>
      </p>
    </>
  );
}
