/** SetStackPolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
import type { SetStackPolicyInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { stackPolicyOf } from '../stack-policy-input.ts';

export const setStackPolicy =
  (engine: Engine): Operation<SetStackPolicyInput, object> =>
  async (input, call) => {
    const stack = engine.store.find(call, input.StackName ?? '');
    if (!stack || stack.status === 'DELETE_COMPLETE') throw errors.noStackOfPolicy(input.StackName ?? '');
    const stackPolicy = await stackPolicyOf(engine, call, input.StackPolicyBody, input.StackPolicyURL);
    if (stackPolicy !== undefined) engine.store.change(call, stack.stackId, { stackPolicy });
    return {};
  };
