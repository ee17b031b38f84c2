/** ListTagsForResource. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
import type { ListTagsForResourceCommandInput, ListTagsForResourceResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { taggedResource } from '../tags.ts';

export function listTagsForResource({ store }: EventsControl) {
  return (input: ListTagsForResourceCommandInput, call: CallContext): ListTagsForResourceResponse => {
    const { tags } = taggedResource(store, call, input.ResourceARN ?? '');
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  };
}
