/** GetStackPolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
import type { GetStackPolicyInput, GetStackPolicyOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';

export const getStackPolicy =
  (engine: Engine): Operation<GetStackPolicyInput, GetStackPolicyOutput> =>
  (input, call) => {
    const stack = engine.store.find(call, input.StackName ?? '');
    if (!stack || stack.status === 'DELETE_COMPLETE') throw errors.noStackOfPolicy(input.StackName ?? '');
    return { StackPolicyBody: stack.stackPolicyDuringUpdate ?? stack.stackPolicy };
  };
