/** CreateStack: answers at once, makes the resources after. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import type { CallContext, Operation } from '../../service.ts';
import { addStack, checkStackName, newStackId, startCreation } from '../begin.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { declareContent, processed } from '../prepare-content.ts';
import { stackPolicyOf } from '../stack-policy-input.ts';
import type { StoredStack } from '../store.ts';

const onFailures: readonly string[] = ['ROLLBACK', 'DELETE', 'DO_NOTHING'];

/** A call that is repeated with its token is answered again. @throws ValidationError, AlreadyExistsException, InsufficientCapabilitiesException. */
export const createStack =
  (engine: Engine): Operation<CreateStackInput, CreateStackOutput> =>
  async (input, call) => {
    const stackName = input.StackName ?? '';
    checkStackName(stackName);
    if (input.OnFailure !== undefined && input.DisableRollback !== undefined) {
      throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
    }
    if (input.OnFailure !== undefined && !onFailures.includes(input.OnFailure))
      throw errors.notOneOf('onFailure', input.OnFailure, onFailures);
    if (input.TimeoutInMinutes !== undefined && input.TimeoutInMinutes < 1) throw errors.timeout(input.TimeoutInMinutes);
    refuseNotBuilt(input);
    const again = engine.store.find(call, stackName);
    if (again && input.ClientRequestToken !== undefined && again.clientRequestToken === input.ClientRequestToken)
      return { StackId: again.stackId, OperationId: again.operation?.id };
    const stackId = inReview(engine, call, stackName)?.stackId ?? newStackId(call, stackName);
    const declared = await declareContent(engine, call, { stackId, stackName }, input, true);
    const stackPolicy = await stackPolicyOf(engine, call, input.StackPolicyBody, input.StackPolicyURL);
    const { content, failure } = await processed(engine, call, { stackId, stackName }, declared);
    const review = inReview(engine, call, stackName);
    const onFailure = input.OnFailure ?? (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK');
    if (review)
      for (const changeSet of engine.store.changeSets(call, review))
        engine.store.putChangeSet(call, review, { ...changeSet, executionStatus: 'OBSOLETE' });
    const { operation } = addStack(
      engine,
      call,
      {
        ...{ stackId, stackName, content, onFailure },
        terminationProtection: input.EnableTerminationProtection,
        clientRequestToken: input.ClientRequestToken,
        more: { stackPolicy, timeoutInMinutes: input.TimeoutInMinutes, retainExceptOnCreate: input.RetainExceptOnCreate },
      },
      'CREATE_IN_PROGRESS',
    );
    const { hasTransforms } = declared;
    startCreation(engine, call, stackId, { minutes: input.TimeoutInMinutes, hasTransforms, failure });
    return { StackId: stackId, OperationId: operation?.id };
  };

/** A stack that only a change set has made may still be created. @throws AlreadyExistsException for any other. */
function inReview(engine: Engine, call: CallContext, stackName: string): StoredStack | undefined {
  const found = engine.store.find(call, stackName);
  if (found && found.status !== 'REVIEW_IN_PROGRESS') throw errors.stackExists(stackName);
  return found;
}
