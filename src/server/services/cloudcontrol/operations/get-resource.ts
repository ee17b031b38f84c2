/** GetResource. https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html */
import type { GetResourceInput, GetResourceOutput } from '@aws-sdk/client-cloudcontrol';
import type { CallContext } from '../../service.ts';
import { resourceNotFound, violated } from '../errors.ts';
import { type ResourceTypes, readerOf } from '../resource-types.ts';

export function getResource(types: ResourceTypes) {
  return async (input: GetResourceInput, call: CallContext): Promise<GetResourceOutput> => {
    const { TypeName = '', Identifier = '' } = input;
    const reader = readerOf(types, TypeName, 'READ');
    if (Identifier === '') throw violated('identifier', '', 'Member must have length greater than or equal to 1');
    const found = await reader.read({ tenant: call, signal: call.signal }, Identifier);
    if (!found) throw resourceNotFound(TypeName, Identifier);
    return {
      TypeName,
      ResourceDescription: { Identifier: found.identifier, Properties: JSON.stringify(found.properties) },
    };
  };
}
