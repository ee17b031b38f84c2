/** ListResources. https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResources.html */
import type { ListResourcesInput, ListResourcesOutput } from '@aws-sdk/client-cloudcontrol';
import type { CallContext } from '../../service.ts';
import { invalidRequest, violated } from '../errors.ts';
import { type ResourceTypes, readerOf } from '../resource-types.ts';

export function listResources(types: ResourceTypes) {
  return async (input: ListResourcesInput, call: CallContext): Promise<ListResourcesOutput> => {
    const { TypeName = '', MaxResults = 100, NextToken } = input;
    const reader = readerOf(types, TypeName, 'LIST');
    if (MaxResults < 1 || MaxResults > 100)
      throw violated(
        'maxResults',
        String(MaxResults),
        `Member must have value ${MaxResults < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}`,
      );
    const all = await reader.list({ tenant: call, signal: call.signal }, modelOf(input.ResourceModel));
    const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
    const rest = [...all].sort((a, b) => (a.identifier < b.identifier ? -1 : 1)).filter(({ identifier }) => identifier > after);
    const page = rest.slice(0, MaxResults);
    const last = page.at(-1);
    return {
      TypeName,
      ResourceDescriptions: page.map(({ identifier, properties }) => ({
        Identifier: identifier,
        Properties: JSON.stringify(properties),
      })),
      ...(last !== undefined && page.length < rest.length && { NextToken: Buffer.from(last.identifier).toString('base64url') }),
    };
  };
}

/** Which of the type to list: some need it, such as a function for its URLs. */
function modelOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const model: unknown = JSON.parse(text);
    if (typeof model === 'object' && model !== null && !Array.isArray(model)) return model as Readonly<Record<string, unknown>>;
  } catch {
    // Told below.
  }
  throw invalidRequest('Invalid ResourceModel provided');
}
