/** AWS::CloudFormation::Stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { mapOf, numberOf, physicalName, tagPairs, tagsOf, textOf, textsOf } from '../../resource-properties.ts';
import { addStack, checkUpdatable, newStackId, startCreation, startUpdate } from '../begin.ts';
import { previewChanges } from '../change-set/changes.ts';
import type { Engine } from '../engine.ts';
import { type ContentInput, prepareContent } from '../prepare-content.ts';
import { deleteStack } from '../stack/delete.ts';
import { setStackStatus } from '../stack/events.ts';
import { ResourceFailure } from '../stack/failure-reason.ts';
import { rollbackUpdate } from '../stack/rollback.ts';
import type { StoredStack } from '../store.ts';

export function nestedStack(engine: () => Engine): ResourceProvider {
  /** When the parent's work is cancelled, so is this. @throws ResourceFailure; a new stack that has failed goes with the rollback. */
  async function ended(request: ResourceRequest, stackId: string, good: string): Promise<ResourceState> {
    const { tasks, store } = engine();
    const cancel = (): void => tasks.cancel(stackId);
    request.signal.addEventListener('abort', cancel, { once: true });
    await tasks.ended(stackId).finally(() => request.signal.removeEventListener('abort', cancel));
    const stack = store.find(request.tenant, stackId);
    if (stack?.status === good) return state(stack);
    const isNew = good === 'CREATE_COMPLETE';
    const { status, reason } = failureOf(request, stackId) ?? { status: stack?.status, reason: stack?.status };
    throw new ResourceFailure(
      isNew
        ? `Embedded stack ${stackId} was not successfully created: ${reason}`
        : `Embedded stack ${stackId} was not successfully updated. Currently in ${status} with reason: ${reason}`,
      isNew ? stackId : undefined,
    );
  }

  /** What the stack itself says: the newest of its events that has a reason. */
  function failureOf({ tenant }: ResourceRequest, stackId: string): { status: string; reason: string } | undefined {
    const { store } = engine();
    const stack = store.find(tenant, stackId);
    for (const { physicalId, status, statusReason: reason } of stack ? store.events(tenant, stack) : [])
      if (physicalId === stackId && /FAILED|ROLLBACK_IN_PROGRESS/.test(status) && reason) return { status, reason };
    return undefined;
  }

  /** A rollback of the parent that is tried again goes on with that of the stack. */
  function continueRollback(request: ResourceRequest, stackId: string): Promise<ResourceState> {
    const { store, tasks } = engine();
    setStackStatus(store, request.tenant, stackId, 'UPDATE_ROLLBACK_IN_PROGRESS');
    tasks.start(stackId, () => rollbackUpdate(engine(), request.tenant, stackId, undefined));
    return ended(request, stackId, 'UPDATE_ROLLBACK_COMPLETE');
  }

  return {
    type: 'AWS::CloudFormation::Stack',
    properties: ['TemplateURL', 'Parameters', 'Tags', 'NotificationARNs', 'TimeoutInMinutes'],
    createOnly: [],
    async create(request) {
      const { tenant } = request;
      const stackName = physicalName(request, 128);
      const stackId = newStackId(tenant, stackName);
      const parent = engine().store.find(tenant, request.stackId);
      const content = await prepareContent(engine(), tenant, { stackId, stackName }, input(request, parent));
      addStack(engine(), tenant, { stackId, stackName, content, onFailure: 'DO_NOTHING', parent }, 'CREATE_IN_PROGRESS');
      const minutes = numberOf('TimeoutInMinutes', request.properties['TimeoutInMinutes']);
      startCreation(engine(), tenant, stackId, { minutes });
      return ended(request, stackId, 'CREATE_COMPLETE');
    },
    async update(request, { physicalId }) {
      const { tenant } = request;
      const stack = engine().store.find(tenant, physicalId);
      if (!stack) throw new ResourceFailure(`Stack [${physicalId}] does not exist`);
      if (stack.status === 'UPDATE_ROLLBACK_FAILED') return continueRollback(request, physicalId);
      checkUpdatable(stack);
      const parent = engine().store.find(tenant, request.stackId);
      const content = await prepareContent(engine(), tenant, stack, input(request, parent));
      if (previewChanges(engine(), tenant, stack, content).isEmpty) return state(stack);
      // It takes back what it has done before its parent does, unless that is to leave everything as it is.
      const onFailure = parent?.onFailure === 'DO_NOTHING' ? 'DO_NOTHING' : 'ROLLBACK';
      startUpdate(engine(), tenant, stack, content, { onFailure });
      return ended(request, physicalId, 'UPDATE_COMPLETE');
    },
    async delete({ tenant }, physicalId) {
      await deleteStack(engine(), tenant, physicalId);
      const stack = engine().store.find(tenant, physicalId);
      if (stack && stack.status !== 'DELETE_COMPLETE')
        throw new ResourceFailure(`Embedded stack ${physicalId} was not successfully deleted: ${stack.statusReason}`);
    },
  };
}

function input(request: ResourceRequest, parent: StoredStack | undefined): ContentInput {
  const { properties } = request;
  return {
    TemplateURL: textOf(properties['TemplateURL']) ?? '',
    Parameters: Object.entries(mapOf('Parameters', properties['Parameters'])).map(([ParameterKey, value]) => {
      if (typeof value === 'object')
        throw new ResourceFailure('Value of property Parameters must be an object with String (or simple type) properties');
      return { ParameterKey, ParameterValue: textOf(value) ?? '' };
    }),
    Capabilities: parent?.current.capabilities ?? [],
    Tags: tagPairs(tagsOf(request)),
    NotificationARNs: textsOf('NotificationARNs', properties['NotificationARNs']),
    RoleARN: parent?.current.roleArn,
  };
}

function state(stack: StoredStack): ResourceState {
  return {
    physicalId: stack.stackId,
    attributes: Object.fromEntries(stack.current.outputs.map((output) => [`Outputs.${output.key}`, output.value])),
  };
}
