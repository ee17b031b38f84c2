/** CreateStack: answers at once, makes the resources after. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { addStack, checkStackName, newStackId, startCreation } from '../begin.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { prepareContent } from '../prepare-content.ts';

/** @throws ValidationError, AlreadyExistsException, InsufficientCapabilitiesException. */
export const createStack =
  (engine: Engine): Operation<CreateStackInput, CreateStackOutput> =>
  async (input, call) => {
    const stackName = input.StackName ?? '';
    checkStackName(stackName);
    if (input.OnFailure !== undefined && input.DisableRollback !== undefined) {
      throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
    }
    refuseNotBuilt(input);
    const taken = () => {
      if (engine.store.find(call, stackName)) throw errors.stackExists(stackName);
    };
    taken();
    const stackId = newStackId(call, stackName);
    const content = await prepareContent(engine, call, { stackId, stackName }, input);
    taken();
    const onFailure = input.OnFailure ?? (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK');
    addStack(
      engine,
      call,
      {
        ...{ stackId, stackName, content, onFailure },
        terminationProtection: input.EnableTerminationProtection,
        clientRequestToken: input.ClientRequestToken,
      },
      'CREATE_IN_PROGRESS',
    );
    startCreation(engine, call, stackId, input.TimeoutInMinutes);
    return { StackId: stackId };
  };
