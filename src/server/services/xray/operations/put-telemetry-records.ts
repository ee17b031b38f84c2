/**
 * PutTelemetryRecords: a stock X-Ray daemon that forwards to this server reports on itself once a minute.
 *
 * Who calls it: the front door. AWS page: API_PutTelemetryRecords. There is no API that reads them; they are counted.
 */
import type { PutTelemetryRecordsRequest } from '@aws-sdk/client-xray';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';

/** @param received is called with the number of records. @returns an operation that throws ValidationException, InvalidRequestException. */
export function putTelemetryRecordsOperation(received: (records: number) => void) {
  return (input: Partial<PutTelemetryRecordsRequest>): object => {
    const records = input.TelemetryRecords ?? [];
    new Constraints()
      .length('eC2InstanceId', input.EC2InstanceId, { most: 20 })
      .length('hostname', input.Hostname, { most: 255 })
      .length('resourceARN', input.ResourceARN, { most: 500 })
      .check();
    if (records.length === 0) throw invalidRequest('Telemetry records cannot be empty');
    received(records.length);
    return {};
  };
}
