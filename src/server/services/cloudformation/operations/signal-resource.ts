/** SignalResource, of a wait condition that is being made. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html */
import type { SignalResourceInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { liveStack } from '../find-stack.ts';
import type { Answers } from '../resources/answers.ts';
import { waitConditionToken } from '../resources/wait-condition.ts';

export const signalResource =
  (engine: Engine, answers: Answers): Operation<SignalResourceInput, object> =>
  (input, call) => {
    const stack = liveStack(engine, call, input.StackName);
    const logicalId = input.LogicalResourceId ?? '';
    if (!engine.store.resource(call, stack, logicalId)) throw errors.noResource(logicalId, input.StackName ?? '');
    const message = { Status: input.Status, UniqueId: input.UniqueId, Reason: 'SignalResource' };
    if (!answers.send(waitConditionToken(stack.stackId, logicalId), message))
      throw errors.state(stack.stackId, stack.status, 'signaled');
    return {};
  };
