/** CreateChangeSet: computed at once, so that the first look at it finds it done. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
import { randomUUID } from 'node:crypto';
import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { addStack, checkStackName, checkUpdatable, newStackId } from '../begin.ts';
import type { StoredChangeSet } from '../change-set/change-set.ts';
import { previewChanges } from '../change-set/changes.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { prepareContent } from '../prepare-content.ts';
import type { StackContent, StoredStack } from '../store.ts';

const emptyReason = "The submitted information didn't contain changes. Submit different information to create a change set.";

/** @throws ValidationError, AlreadyExistsException, InsufficientCapabilitiesException. Imports are refused. */
export const createChangeSet =
  (engine: Engine): Operation<CreateChangeSetInput, CreateChangeSetOutput> =>
  async (input, call) => {
    const changeSetName = input.ChangeSetName ?? '';
    const named = input.StackName ?? '';
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(changeSetName)) throw errors.changeSetName(changeSetName);
    const type = input.ChangeSetType ?? 'UPDATE';
    if (type === 'IMPORT') throw errors.notBuilt('ChangeSetType IMPORT');
    refuseNotBuilt(input);
    const found = engine.store.find(call, named);
    const live = found?.status === 'DELETE_COMPLETE' ? undefined : found;
    if (type === 'UPDATE') {
      if (!live) throw errors.noStack(named);
      checkUpdatable(live);
    } else if (live && live.status !== 'REVIEW_IN_PROGRESS') throw errors.stackExistsForChangeSet(live.stackId, changeSetName);
    else if (!live) checkStackName(named);
    const old = live && engine.store.changeSets(call, live).find((changeSet) => changeSet.changeSetName === changeSetName);
    if (old && (old.executionStatus === 'AVAILABLE' || old.status === 'FAILED')) throw errors.changeSetExists(changeSetName);

    const stackId = live?.stackId ?? newStackId(call, named);
    const stackName = live?.stackName ?? named;
    const base = { stackId, stackName, ...(type === 'UPDATE' && live ? { current: live.current } : {}) };
    const content = await prepareContent(engine, call, base, input);
    const onFailure =
      input.OnStackFailure === 'DELETE' || input.OnStackFailure === 'DO_NOTHING' ? input.OnStackFailure : 'ROLLBACK';
    const stack: StoredStack =
      live ?? addStack(engine, call, { stackId, stackName, content: emptyContent(content), onFailure }, 'REVIEW_IN_PROGRESS');
    const { changes, isEmpty } = previewChanges(engine, call, stack, content);
    const failed = type === 'UPDATE' && isEmpty;
    const changeSet: StoredChangeSet = {
      changeSetId: `arn:aws:cloudformation:${call.region}:${call.account}:changeSet/${changeSetName}/${randomUUID()}`,
      changeSetName,
      stackId,
      stackName,
      type,
      status: failed ? 'FAILED' : 'CREATE_COMPLETE',
      statusReason: failed ? emptyReason : undefined,
      executionStatus: failed ? 'UNAVAILABLE' : 'AVAILABLE',
      description: input.Description,
      creationTime: Date.now(),
      content,
      changes,
      onStackFailure: input.OnStackFailure,
    };
    engine.store.putChangeSet(call, stack, changeSet);
    return { Id: changeSet.changeSetId, StackId: stackId };
  };

/** A stack in review shows nothing of its template yet. */
function emptyContent(content: StackContent): StackContent {
  return { ...content, templateText: '', template: { Resources: {} }, parameters: {} };
}
