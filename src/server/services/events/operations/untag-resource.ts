/** UntagResource. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
import type { UntagResourceCommandInput } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { taggedResource } from '../tags.ts';

export function untagResource({ store }: EventsControl) {
  return (input: UntagResourceCommandInput, call: CallContext): Record<string, never> => {
    const resource = taggedResource(store, call, input.ResourceARN ?? '');
    const gone = new Set(input.TagKeys);
    resource.put(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !gone.has(key))));
    return {};
  };
}
