/** UntagResource. https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
import type { UntagResourceCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findTagged, putTags } from '../tags.ts';

export function untagResource(control: LambdaControl) {
  return (input: UntagResourceCommandInput, call: CallContext): Record<string, never> => {
    const found = findTagged(control.store, call, input.Resource ?? '');
    const kept = Object.entries(found.latest.tags).filter(([key]) => !input.TagKeys?.includes(key));
    putTags(control.store, call, found, Object.fromEntries(kept));
    return {};
  };
}
