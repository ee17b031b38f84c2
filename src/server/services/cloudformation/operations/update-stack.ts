/** UpdateStack. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { checkUpdatable, startUpdate } from '../begin.ts';
import { previewChanges } from '../change-set/changes.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { stackToUpdate } from '../find-stack.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { declareContent, processed } from '../prepare-content.ts';
import { stackPolicyOf } from '../stack-policy-input.ts';

/** A call that is repeated with its token is answered again. @throws ValidationError "No updates are to be performed." among others. */
export const updateStack =
  (engine: Engine): Operation<UpdateStackInput, UpdateStackOutput> =>
  async (input, call) => {
    refuseNotBuilt(input);
    const found = stackToUpdate(engine, call, input.StackName);
    const { ClientRequestToken: token } = input;
    if (token !== undefined && found.clientRequestToken === token && found.status.startsWith('UPDATE'))
      return { StackId: found.stackId };
    checkUpdatable(found);
    const declared = await declareContent(engine, call, found, input, true);
    const stackPolicy = await stackPolicyOf(engine, call, input.StackPolicyBody, input.StackPolicyURL);
    const stackPolicyDuringUpdate = await stackPolicyOf(
      engine,
      call,
      input.StackPolicyDuringUpdateBody,
      input.StackPolicyDuringUpdateURL,
    );
    const { content, failure } = await processed(engine, call, found, declared);
    const stack = stackToUpdate(engine, call, input.StackName);
    checkUpdatable(stack);
    if (failure === undefined && previewChanges(engine, call, stack, content).isEmpty) throw errors.noUpdates();
    const more = {
      ...(stackPolicy === undefined ? {} : { stackPolicy }),
      stackPolicyDuringUpdate,
      clientRequestToken: input.ClientRequestToken,
      onFailure: input.DisableRollback ? ('DO_NOTHING' as const) : ('ROLLBACK' as const),
      retainExceptOnCreate: input.RetainExceptOnCreate,
    };
    startUpdate(engine, call, stack, content, more, { hasTransforms: declared.hasTransforms, failure });
    return { StackId: stack.stackId };
  };
