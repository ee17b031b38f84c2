/**
 * CloudFormation: stacks and change sets. What a resource is made of is known by its service, through `ResourceProvider`.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { FunctionInvoker, ResourceProvider, RoleAuthority, Tenant } from '../ports.ts';
import type { Service } from '../service.ts';
import { createTasks, type Engine } from './engine.ts';
import { cancelUpdateStack } from './operations/cancel-update-stack.ts';
import { continueUpdateRollback } from './operations/continue-update-rollback.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteChangeSet } from './operations/delete-change-set.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeAccountLimits } from './operations/describe-account-limits.ts';
import { describeChangeSet } from './operations/describe-change-set.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStackResource } from './operations/describe-stack-resource.ts';
import { describeStackResources } from './operations/describe-stack-resources.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { executeChangeSet } from './operations/execute-change-set.ts';
import { getStackPolicy } from './operations/get-stack-policy.ts';
import { getTemplate } from './operations/get-template.ts';
import { getTemplateSummary } from './operations/get-template-summary.ts';
import { listChangeSets } from './operations/list-change-sets.ts';
import { listExports } from './operations/list-exports.ts';
import { listImports } from './operations/list-imports.ts';
import { listStackResources } from './operations/list-stack-resources.ts';
import { listStacks } from './operations/list-stacks.ts';
import { rollbackStack } from './operations/rollback-stack.ts';
import { setStackPolicy } from './operations/set-stack-policy.ts';
import { signalResource } from './operations/signal-resource.ts';
import { updateStack } from './operations/update-stack.ts';
import { updateTerminationProtection } from './operations/update-termination-protection.ts';
import { validateTemplate } from './operations/validate-template.ts';
import { reachableFunctionUrls, reachableUrl, stageForms } from './output-url.ts';
import { recoverStacks } from './recover.ts';
import { type Answers, createAnswers } from './resources/answers.ts';
import { cdkMetadata } from './resources/cdk-metadata.ts';
import { customResource } from './resources/custom-resource.ts';
import { nestedStack } from './resources/nested-stack.ts';
import { waitCondition, waitConditionHandle } from './resources/wait-condition.ts';
import { openStackStore } from './store.ts';
import type { StoredParameter } from './template/dynamic-references.ts';
import { type ReadObject, templateReader } from './template-url.ts';

export interface CloudFormationDeps {
  readonly controlPlane: ControlPlane;
  readonly config: Config;
  /** What the services can make. */
  readonly resources: readonly ResourceProvider[];
  /** An object of our own S3, for TemplateURL; undefined when there is none. */
  readonly readObject?: ReadObject | undefined;
  /** Whether a RoleARN can be assumed; anything can when it is not given. */
  readonly roles?: RoleAuthority | undefined;
  /** A parameter of Parameter Store. */
  readonly storedParameter?: ((tenant: Tenant, name: string) => StoredParameter | undefined) | undefined;
  readonly apiUrl: () => string;
  /** Where functions reach this server, if not at `apiUrl`: the base of a custom resource's ResponseURL. */
  readonly functionApiUrl?: (() => string) | undefined;
  readonly invoker: FunctionInvoker;
  readonly log?: ((line: string) => void) | undefined;
}

export interface CloudFormation {
  readonly service: Service;
  /** For the API listener: where custom resources answer and wait conditions are signalled. */
  readonly customResourceDoor: Answers['door'];
  /** After a restart, once functions can run: ends what was in progress. */
  recover(): void;
  /** Resolves once no stack is worked on; what was in progress goes on at the next start. */
  close(): Promise<void>;
}

export function createCloudFormation(deps: CloudFormationDeps): CloudFormation {
  const answers = createAnswers();
  const providers = new Map(
    [
      ...deps.resources,
      ...[cdkMetadata, nestedStack(() => engine)],
      ...[waitConditionHandle(answers, deps.apiUrl), waitCondition(answers)],
    ].map((provider) => [provider.type, provider]),
  );
  const functionApiUrl = deps.functionApiUrl ?? deps.apiUrl;
  const custom = (type: string): ResourceProvider =>
    customResource(type, {
      invoker: deps.invoker,
      answers,
      responseUrl: (token) => `${functionApiUrl()}/_radiograph/custom-resource/${token}`,
    });
  const readObject: ReadObject = async (...object) => deps.readObject?.(...object);
  const engine: Engine = {
    store: openStackStore(deps.controlPlane),
    config: deps.config,
    provider: (type) =>
      providers.get(type) ??
      (type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::') ? custom(type) : undefined),
    readTemplate: templateReader(readObject),
    readObject,
    assumable: (roleArn) => deps.roles?.assumableBy(roleArn, 'cloudformation.amazonaws.com') ?? true,
    storedParameter: (tenant, name) => deps.storedParameter?.(tenant, name),
    apiUrl: deps.apiUrl,
    tasks: createTasks(deps.log ?? (() => undefined)),
  };
  const stageForm = stageForms(deps.controlPlane);
  const showFunctionUrl = reachableFunctionUrls(deps.controlPlane);
  const showUrl = (value: string): string => showFunctionUrl(reachableUrl(value, deps.apiUrl(), stageForm), deps.apiUrl());
  return {
    service: { id: 'cloudformation', operations: operations(engine, answers, showUrl) },
    customResourceDoor: answers.door,
    recover: () => recoverStacks(engine),
    close: () => engine.tasks.close(),
  };
}

function operations(engine: Engine, answers: Answers, showUrl: (value: string) => string): Service['operations'] {
  return {
    CancelUpdateStack: cancelUpdateStack(engine),
    ContinueUpdateRollback: continueUpdateRollback(engine),
    CreateChangeSet: createChangeSet(engine),
    CreateStack: createStack(engine),
    DeleteChangeSet: deleteChangeSet(engine),
    DeleteStack: deleteStack(engine),
    DescribeAccountLimits: describeAccountLimits(),
    DescribeChangeSet: describeChangeSet(engine),
    DescribeStackEvents: describeStackEvents(engine),
    DescribeStackResource: describeStackResource(engine),
    DescribeStackResources: describeStackResources(engine),
    DescribeStacks: describeStacks(engine, showUrl),
    ExecuteChangeSet: executeChangeSet(engine),
    GetStackPolicy: getStackPolicy(engine),
    GetTemplate: getTemplate(engine),
    GetTemplateSummary: getTemplateSummary(engine),
    ListChangeSets: listChangeSets(engine),
    ListExports: listExports(engine),
    ListImports: listImports(engine),
    ListStackResources: listStackResources(engine),
    ListStacks: listStacks(engine),
    RollbackStack: rollbackStack(engine),
    SetStackPolicy: setStackPolicy(engine),
    SignalResource: signalResource(engine, answers),
    UpdateStack: updateStack(engine),
    UpdateTerminationProtection: updateTerminationProtection(engine),
    ValidateTemplate: validateTemplate(engine),
  };
}
