/**
 * Cloud Control API, as far as it reads.
 *
 * Who calls it: `services/index.ts`; `sam list endpoints` asks it for the URLs of functions.
 * https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/Welcome.html
 */
import type { ResourceProvider, ResourceReader } from '../ports.ts';
import type { Service } from '../service.ts';
import { getResource } from './operations/get-resource.ts';
import { listResources } from './operations/list-resources.ts';

export function createCloudControl(deps: {
  readonly readers: readonly ResourceReader[];
  /** What CloudFormation makes. */
  readonly resources: readonly Pick<ResourceProvider, 'type'>[];
}): { readonly service: Service } {
  const types = {
    readers: new Map(deps.readers.map((reader) => [reader.type, reader])),
    made: new Set(deps.resources.map(({ type }) => type)),
  };
  return {
    service: { id: 'cloudcontrol', operations: { GetResource: getResource(types), ListResources: listResources(types) } },
  };
}
