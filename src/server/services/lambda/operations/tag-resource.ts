/** TagResource. https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
import type { TagResourceCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter } from '../errors.ts';
import { checkTags, findTagged, putTags } from '../tags.ts';

export function tagResource(control: LambdaControl) {
  return (input: TagResourceCommandInput, call: CallContext): Record<string, never> => {
    const found = findTagged(control.store, call, input.Resource ?? '');
    if (Object.keys(input.Tags ?? {}).length === 0)
      throw invalidParameter('An error occurred and the request cannot be processed.');
    putTags(control.store, call, found, checkTags({ ...found.latest.tags, ...input.Tags }));
    return {};
  };
}
