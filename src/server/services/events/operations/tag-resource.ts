/** TagResource. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
import type { TagResourceCommandInput } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { taggedResource, tagsOf } from '../tags.ts';

export function tagResource({ store }: EventsControl) {
  return (input: TagResourceCommandInput, call: CallContext): Record<string, never> => {
    const resource = taggedResource(store, call, input.ResourceARN ?? '');
    resource.put({ ...resource.tags, ...tagsOf(input.Tags) });
    return {};
  };
}
