/**
 * All fields of an event by their names, as GetLogRecord shows and GetLogGroupFields counts them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
import { flattened } from './json-fragment.ts';
import type { LogRecord } from './record.ts';
import { textOf } from './values.ts';

/** AWS discovers as many in one event. */
const mostFields = 200;

export function fieldsOfRecord(record: LogRecord): Record<string, string> {
  const { event, source } = record;
  const fields: Record<string, string> = {
    '@ptr': source.pointer(event),
    '@timestamp': String(event.timestamp),
    '@ingestionTime': String(event.ingested),
    '@logStream': event.logStream,
    '@log': source.log,
    '@message': event.message,
  };
  for (const [name, value] of Object.entries(record.lambda)) fields[name] = String(value);
  for (const [path, value] of flattened(record.json, mostFields))
    fields[path.startsWith('@') ? `@${path}` : path] = textOf(value) ?? '';
  return fields;
}
