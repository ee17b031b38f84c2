/**
 * UpdateTraceSegmentDestination: keeps and shows the setting; traces can be read by X-Ray's operations whatever it is. AWS answers a
 * change as PENDING, and the next GetTraceSegmentDestination finds it active. AWS page: API_UpdateTraceSegmentDestination.
 */
import type { UpdateTraceSegmentDestinationRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { DestinationOutput } from './get-trace-segment-destination.ts';

/** @throws ValidationException, InvalidRequestException */
export function updateTraceSegmentDestination(settings: Settings) {
  return (input: UpdateTraceSegmentDestinationRequest, tenant: Tenant): DestinationOutput => {
    const { Destination } = input;
    new Constraints().oneOf('destination', Destination, ['XRay', 'CloudWatchLogs']).check();
    if (Destination === undefined) throw invalidRequest('Destination must be provided');
    if ('CloudWatchLogsConfiguration' in input && input.CloudWatchLogsConfiguration !== undefined)
      throw invalidRequest('CloudWatchLogsConfiguration is not built here.');
    const changes = settings.get(tenant).destination !== Destination;
    if (changes) settings.change(tenant, { destination: Destination });
    return { Destination, Status: changes ? 'PENDING' : 'ACTIVE' };
  };
}
