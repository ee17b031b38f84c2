/** UpdateTerminationProtection. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
import type { UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { liveStack } from '../find-stack.ts';

export const updateTerminationProtection =
  (engine: Engine): Operation<UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput> =>
  (input, call) => {
    const { stackId } = liveStack(engine, call, input.StackName);
    engine.store.change(call, stackId, { terminationProtection: input.EnableTerminationProtection ?? false });
    return { StackId: stackId };
  };
