/** UpdateStack. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { checkUpdatable, startUpdate } from '../begin.ts';
import { previewChanges } from '../change-set/changes.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { liveStack } from '../find-stack.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { prepareContent } from '../prepare-content.ts';

/** @throws ValidationError "No updates are to be performed." among others. Stack policies are not built. */
export const updateStack =
  (engine: Engine): Operation<UpdateStackInput, UpdateStackOutput> =>
  async (input, call) => {
    refuseNotBuilt(input);
    const found = liveStack(engine, call, input.StackName);
    checkUpdatable(found);
    const content = await prepareContent(engine, call, found, input);
    const stack = liveStack(engine, call, input.StackName);
    checkUpdatable(stack);
    if (previewChanges(engine, call, stack, content).isEmpty) throw errors.noUpdates();
    startUpdate(engine, call, stack, content, {
      clientRequestToken: input.ClientRequestToken,
      onFailure: input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK',
    });
    return { StackId: stack.stackId };
  };
