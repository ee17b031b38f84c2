/**
 * PutTelemetryRecords: a stock X-Ray daemon that forwards to this server reports on itself once a minute.
 *
 * Who calls it: the front door. AWS page: API_PutTelemetryRecords. There is no API that reads them; they are counted.
 */
import { invalidRequest } from '../errors.ts';

/** @param received is called with the number of records. */
export function putTelemetryRecordsOperation(received: (records: number) => void) {
  return (input: { readonly TelemetryRecords?: readonly unknown[] | undefined }): object => {
    const records = input.TelemetryRecords ?? [];
    if (records.length === 0) throw invalidRequest('Telemetry records cannot be empty');
    received(records.length);
    return {};
  };
}
