/** CreateChangeSet: computed at once, so that the first look at it finds it done. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
import { randomUUID } from 'node:crypto';
import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { CallContext, Operation } from '../../service.ts';
import { addStack, checkStackName, checkUpdatable, newStackId } from '../begin.ts';
import type { StoredChangeSet } from '../change-set/change-set.ts';
import { previewChanges } from '../change-set/changes.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { declareContent, processed } from '../prepare-content.ts';
import type { StackContent, StoredStack } from '../store.ts';

const emptyReason = "The submitted information didn't contain changes. Submit different information to create a change set.";

const types: readonly string[] = ['IMPORT', 'UPDATE', 'CREATE'];

/**
 * What a transform finds makes the change set FAILED; everything else is answered.
 * @throws ValidationError, AlreadyExistsException, InsufficientCapabilitiesException. Imports are refused.
 */
export const createChangeSet =
  (engine: Engine): Operation<CreateChangeSetInput, CreateChangeSetOutput> =>
  async (input, call) => {
    const changeSetName = input.ChangeSetName ?? '';
    const named = input.StackName ?? '';
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(changeSetName)) throw errors.changeSetName(changeSetName);
    const type = input.ChangeSetType ?? 'UPDATE';
    if (!types.includes(type)) throw errors.notOneOf('changeSetType', type, types);
    if (type === 'IMPORT') throw errors.notBuilt('ChangeSetType IMPORT');
    refuseNotBuilt(input);
    const live = stackOf(engine, call, named, type, changeSetName);
    const old = live && engine.store.changeSets(call, live).find((changeSet) => changeSet.changeSetName === changeSetName);
    if (old && (old.executionStatus === 'AVAILABLE' || old.status === 'FAILED')) throw errors.changeSetExists(changeSetName);

    const stackId = live?.stackId ?? newStackId(call, named);
    const stackName = live?.stackName ?? named;
    const base = { stackId, stackName, ...(type === 'UPDATE' && live ? { current: live.current } : {}) };
    if (type === 'CREATE' && input.Parameters?.some((parameter) => parameter.UsePreviousValue)) throw errors.previousOfNew();
    const declared = await declareContent(engine, call, base, input, false);
    const { content, failure } = await processed(engine, call, base, declared);
    const onFailure =
      input.OnStackFailure === 'DELETE' || input.OnStackFailure === 'DO_NOTHING' ? input.OnStackFailure : 'ROLLBACK';
    const stack: StoredStack =
      live ?? addStack(engine, call, { stackId, stackName, content: emptyContent(content), onFailure }, 'REVIEW_IN_PROGRESS');
    const preview = failure === undefined ? previewChanges(engine, call, stack, content) : undefined;
    const reason = failure ?? (type === 'UPDATE' && preview?.isEmpty ? emptyReason : undefined);
    const changeSet: StoredChangeSet = {
      changeSetId: `arn:aws:cloudformation:${call.region}:${call.account}:changeSet/${changeSetName}/${randomUUID()}`,
      changeSetName,
      stackId,
      stackName,
      type,
      status: reason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
      statusReason: reason,
      executionStatus: reason === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
      description: input.Description,
      creationTime: Date.now(),
      content,
      changes: reason === undefined ? (preview?.changes ?? []) : [],
      warning: preview?.warning,
      includeNestedStacks: input.IncludeNestedStacks,
      importExistingResources: input.ImportExistingResources,
      onStackFailure: input.OnStackFailure,
    };
    engine.store.putChangeSet(call, stack, changeSet);
    return { Id: changeSet.changeSetId, StackId: stackId };
  };

/** The stack that is there already. @throws ValidationError when the change set's type does not fit it. */
function stackOf(engine: Engine, call: CallContext, named: string, type: string, changeSetName: string): StoredStack | undefined {
  const found = engine.store.find(call, named);
  if (type === 'UPDATE') {
    if (!found) throw errors.noStack(named);
    checkUpdatable(found);
  } else if (found && found.status !== 'REVIEW_IN_PROGRESS') throw errors.stackExistsForChangeSet(named, changeSetName);
  else if (!found) checkStackName(named);
  return found;
}

/** A stack in review shows nothing of its template yet. */
function emptyContent(content: StackContent): StackContent {
  return {
    ...{ ...content, templateText: '', template: { Resources: {} }, parameters: {} },
    ...{ capabilities: [], tags: [], notificationArns: [] },
  };
}
