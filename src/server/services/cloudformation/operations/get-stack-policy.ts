/** GetStackPolicy: stacks have none here. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
import type { GetStackPolicyInput, GetStackPolicyOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { liveStack } from '../find-stack.ts';

export const getStackPolicy =
  (engine: Engine): Operation<GetStackPolicyInput, GetStackPolicyOutput> =>
  (input, call) => {
    liveStack(engine, call, input.StackName);
    return {};
  };
