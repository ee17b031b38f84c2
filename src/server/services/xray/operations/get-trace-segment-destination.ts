/** GetTraceSegmentDestination. AWS page: API_GetTraceSegmentDestination. */
import type { Tenant } from '../../ports.ts';
import type { Settings, XraySettings } from '../settings/settings.ts';

export interface DestinationOutput {
  readonly Destination: XraySettings['destination'];
  readonly Status: 'ACTIVE' | 'PENDING';
}

export function getTraceSegmentDestination(settings: Settings) {
  return (_input: unknown, tenant: Tenant): DestinationOutput => ({
    Destination: settings.get(tenant).destination,
    Status: 'ACTIVE',
  });
}
