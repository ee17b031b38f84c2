/**
 * From what a caller sends to what a stack is made of, in two steps: what AWS refuses at once, and what it finds only while it runs
 * the template's transforms, when the change set or the stack is there already. Without transforms the second step finds nothing
 * that is not answered at once.
 *
 * Who calls it: CreateStack, UpdateStack, CreateChangeSet and nested stacks. Nothing is stored here.
 */
import type { Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../wire/aws-error.ts';
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { errors, validationError } from './errors.ts';
import { evaluationOf, noResources } from './stack/evaluation.ts';
import type { StackContent, StoredStack } from './store.ts';
import { checkCapabilities, checkExpansion } from './template/capabilities.ts';
import { checkShape } from './template/check-shape.ts';
import { checkDynamicReferences, checkExportNames, checkMappings, checkSubstitutions } from './template/check-values.ts';
import { checkRules } from './template/conditions.ts';
import { parameterValues } from './template/parameters.ts';
import { parseTemplate } from './template/parse.ts';
import { languageExtensions, type Template, transformsOf } from './template/template.ts';
import { checkLiving, checkPolicyFunctions, checkTemplate } from './template/validate.ts';
import { hasTransforms, transformed } from './transforms.ts';

export interface ContentInput {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
}

const acknowledgeable = ['CAPABILITY_NAMED_IAM', 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'];

type StackSoFar = Pick<StoredStack, 'stackId' | 'stackName'> & { readonly current?: StackContent | undefined };

/** What a caller declared; its `content` has the template as it was sent. */
export interface Declared {
  readonly content: StackContent;
  readonly resourceTypes: readonly string[];
  /** Whether what follows may still fail, in AWS's later step. */
  readonly hasTransforms: boolean;
}

/**
 * @param stack the stack so far, for what an update leaves out.
 * @param direct CreateStack and UpdateStack, which show no changes first and so need CAPABILITY_AUTO_EXPAND.
 * @throws ValidationError, InsufficientCapabilitiesException.
 */
export async function declareContent(
  engine: Engine,
  tenant: Tenant,
  stack: StackSoFar,
  input: ContentInput,
  direct: boolean,
): Promise<Declared> {
  const before = stack.current;
  const { Capabilities: capabilities = [] } = input;
  if (capabilities.some((one) => !acknowledgeable.includes(one)))
    throw errors.notAllOf('capabilities', capabilities, acknowledgeable);
  if (input.RoleARN !== undefined && !engine.assumable(input.RoleARN)) throw errors.role(input.RoleARN);
  if (input.UsePreviousTemplate && (input.TemplateBody !== undefined || input.TemplateURL !== undefined))
    throw errors.bothTemplates();
  const templateText = input.UsePreviousTemplate && before ? before.templateText : await templateTextOf(engine, tenant, input);
  const template = parseTemplate(templateText);
  checkShape(template);
  const parameters = parameterValues(template, input.Parameters ?? [], before?.parameters, (name) =>
    engine.storedParameter(tenant, name),
  );
  const given = input.Capabilities ?? [];
  checkExpansion(template, given, direct);
  if (input.Tags?.some(({ Key }) => Key?.startsWith('aws:'))) throw errors.reservedTag();
  const content: StackContent = {
    templateText,
    template,
    parameters,
    tags: input.Tags ?? before?.tags ?? [],
    capabilities: given,
    notificationArns: input.NotificationARNs ?? before?.notificationArns ?? [],
    roleArn: input.RoleARN ?? before?.roleArn,
    outputs: before?.outputs ?? [],
    imports: before?.imports ?? [],
  };
  const declared = { content, resourceTypes: input.ResourceTypes ?? [], hasTransforms: hasTransforms(template) };
  return declared.hasTransforms ? declared : { ...declared, content: await processContent(engine, tenant, stack, declared) };
}

/** Runs the transforms and checks what they made. @throws ValidationError, InsufficientCapabilitiesException. */
export async function processContent(
  engine: Engine,
  tenant: Tenant,
  stack: StackSoFar,
  { content: declared, resourceTypes }: Declared,
): Promise<StackContent> {
  const evaluate = (content: StackContent) => evaluationOf(engine, tenant, stack, content, noResources);
  const extended = transformsOf(declared.template).includes(languageExtensions);
  const template = hasTransforms(declared.template)
    ? await transformed(engine, tenant, declared.template, evaluate(declared))
    : declared.template;
  const content = { ...declared, template };
  checkTemplate(template, { known: (type) => engine.provider(type) !== undefined, extended });
  checkCapabilities(template, content.capabilities);
  checkResourceTypes(template, resourceTypes);
  const evaluation = evaluate(content);
  for (const name of Object.keys(template.Conditions ?? {})) evaluation.condition(name);
  checkRules(template.Rules ?? {}, evaluation);
  checkLiving(template, evaluation.condition);
  checkPolicyFunctions(template, evaluation);
  checkMappings(template, evaluation);
  checkDynamicReferences(template, evaluation);
  checkSubstitutions(template, evaluation);
  checkExportNames(template, evaluation);
  return content;
}

/** The second step where its failure is no answer, but the fate of what is there already. */
export async function processed(
  engine: Engine,
  tenant: Tenant,
  stack: StackSoFar,
  declared: Declared,
): Promise<{ readonly content: StackContent; readonly failure?: string | undefined }> {
  const nothing = { ...declared.content, template: { Resources: {} } };
  const unknown = unknownName(engine, tenant, declared.content);
  if (unknown !== undefined) return { content: nothing, failure: unknown };
  if (!declared.hasTransforms) return { content: declared.content };
  try {
    return { content: await processContent(engine, tenant, stack, declared) };
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    return { content: nothing, failure: cause.message };
  }
}

/** Both steps in one, for a nested stack. */
export async function prepareContent(
  engine: Engine,
  tenant: Tenant,
  stack: StackSoFar,
  input: ContentInput,
): Promise<StackContent> {
  const declared = await declareContent(engine, tenant, stack, input, false);
  const unknown = unknownName(engine, tenant, declared.content);
  if (unknown !== undefined) throw validationError(unknown);
  return declared.hasTransforms ? processContent(engine, tenant, stack, declared) : declared.content;
}

/** A parameter that is the name of a stored one has to be that of one: CloudFormation looks when the stack is there. @returns why not. */
function unknownName(engine: Engine, tenant: Tenant, { template, parameters }: StackContent): string | undefined {
  for (const [key, { Type }] of Object.entries(template.Parameters ?? {})) {
    const name = Type === 'AWS::SSM::Parameter::Name' ? parameters[key]?.value : undefined;
    if (name !== undefined && !engine.storedParameter(tenant, name))
      return `Parameter validation failed: parameter value ${name} for parameter name ${key} does not exist`;
  }
  return undefined;
}

/** @throws ValidationError when neither or both are given, the URL leads nowhere, or the template is too large. */
export async function templateTextOf(engine: Engine, tenant: Tenant, input: ContentInput): Promise<string> {
  if ((input.TemplateBody === undefined) === (input.TemplateURL === undefined)) throw errors.eitherTemplate();
  if (input.TemplateBody !== undefined) {
    if (Buffer.byteLength(input.TemplateBody) > 51_200) throw errors.templateTooLong(input.TemplateBody);
    return input.TemplateBody;
  }
  const url = input.TemplateURL ?? '';
  const text = await engine.readTemplate(tenant, url);
  if (text === undefined) throw errors.templateUrl(url);
  if (Buffer.byteLength(text) > 1_000_000) throw errors.templateTooLarge();
  return text;
}

/** @param allowed types, `AWS::IAM::*`, `AWS::*`, `Custom::*`; empty for any. */
function checkResourceTypes(template: Template, allowed: readonly string[]): void {
  if (allowed.length === 0) return;
  const matches = (type: string) => allowed.some((one) => (/::\*$/.test(one) ? type.startsWith(one.slice(0, -1)) : type === one));
  const refused = Object.values(template.Resources).find((resource) => !matches(resource.Type));
  if (refused) throw errors.typeNotAllowed(refused.Type, allowed);
}
