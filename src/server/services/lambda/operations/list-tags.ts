/** ListTags. https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
import type { ListTagsCommandInput, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findTagged } from '../tags.ts';

export function listTags(control: LambdaControl) {
  return (input: ListTagsCommandInput, call: CallContext): ListTagsResponse => ({
    Tags: { ...findTagged(control.store, call, input.Resource ?? '').latest.tags },
  });
}
