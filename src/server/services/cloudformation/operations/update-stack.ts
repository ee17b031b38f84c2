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
      return { StackId: found.stackId, OperationId: found.operation?.id };
    checkUpdatable(found);
    const declared = await declareContent(engine, call, found, input, true);
    const stackPolicy = await stackPolicyOf(engine, call, input.StackPolicyBody, input.StackPolicyURL);
    const stackPolicyDuringUpdate = await stackPolicyOf(
      engine,
      call,
      input.StackPolicyDuringUpdateBody,
      input.StackPolicyDuringUpdateURL,
    );
    const { content: given, failure } = await processed(engine, call, found, declared);
    // What was acknowledged before is still shown, though it has to be acknowledged again where it is needed.
    const content = { ...given, capabilities: input.Capabilities ?? found.current.capabilities };
    const stack = stackToUpdate(engine, call, input.StackName);
    checkUpdatable(stack);
    // What a transform makes of the same template may differ, so CloudFormation goes through such an update whatever it changes.
    if (!declared.hasTransforms && previewChanges(engine, call, stack, content).isEmpty) throw errors.noUpdates();
    const more = {
      changeSetId: undefined,
      ...(stackPolicy === undefined ? {} : { stackPolicy }),
      stackPolicyDuringUpdate,
      clientRequestToken: input.ClientRequestToken,
      onFailure: input.DisableRollback ? ('DO_NOTHING' as const) : ('ROLLBACK' as const),
      retainExceptOnCreate: input.RetainExceptOnCreate,
    };
    const { operation } = startUpdate(engine, call, stack, content, more, { hasTransforms: declared.hasTransforms, failure });
    return { StackId: stack.stackId, OperationId: operation?.id };
  };
