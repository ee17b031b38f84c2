/**
 * From what a caller sends to what a stack is made of: reads the template, runs its transforms, checks it, and fills its parameters.
 *
 * Who calls it: CreateStack, UpdateStack, CreateChangeSet and nested stacks. Nothing is stored here.
 */
import type { Parameter, Tag } from '@aws-sdk/client-cloudformation';
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { errors, validationError } from './errors.ts';
import { SamTransformError } from './serverless/errors.ts';
import { transformServerless } from './serverless/transform.ts';
import { evaluationOf, noResources } from './stack/evaluation.ts';
import type { StackContent, StoredStack } from './store.ts';
import { checkCapabilities } from './template/capabilities.ts';
import { checkRules } from './template/conditions.ts';
import { partitionOf } from './template/intrinsics.ts';
import { expandLanguage } from './template/language-extensions.ts';
import { parameterValues, referredValues } from './template/parameters.ts';
import { parseTemplate } from './template/parse.ts';
import { type Template, transformsOf } from './template/template.ts';
import { checkShape, checkTemplate } from './template/validate.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

export interface ContentInput {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
}

/** @param stack the stack so far, for what an update leaves out. */
export async function prepareContent(
  engine: Engine,
  tenant: Tenant,
  stack: Pick<StoredStack, 'stackId' | 'stackName'> & { readonly current?: StackContent | undefined },
  input: ContentInput,
): Promise<StackContent> {
  const before = stack.current;
  const templateText = input.UsePreviousTemplate && before ? before.templateText : await templateTextOf(engine, tenant, input);
  const declared = parseTemplate(templateText);
  checkShape(declared);
  const parameters = parameterValues(declared, input.Parameters ?? [], before?.parameters ?? {}, (name) =>
    engine.parameterValue(tenant, name),
  );
  checkCapabilities(declared, input.Capabilities ?? []);
  const template = transformed(tenant, declared, referredValues(declared, parameters));
  checkTemplate(template, (type) => engine.provider(type) !== undefined);
  checkCapabilities({ ...template, Transform: declared.Transform }, input.Capabilities ?? []);
  const content: StackContent = {
    templateText,
    template,
    parameters,
    tags: input.Tags ?? before?.tags ?? [],
    capabilities: input.Capabilities ?? [],
    notificationArns: input.NotificationARNs ?? before?.notificationArns ?? [],
    roleArn: input.RoleARN ?? before?.roleArn,
    outputs: before?.outputs ?? [],
    imports: before?.imports ?? [],
  };
  const evaluation = evaluationOf(engine, tenant, stack, content, noResources);
  for (const name of Object.keys(template.Conditions ?? {})) evaluation.condition(name);
  checkRules(template.Rules ?? {}, evaluation);
  return content;
}

/** @throws ValidationError when neither or both are given, or the URL leads nowhere. */
export async function templateTextOf(engine: Engine, tenant: Tenant, input: ContentInput): Promise<string> {
  if ((input.TemplateBody === undefined) === (input.TemplateURL === undefined)) throw errors.eitherTemplate();
  if (input.TemplateBody !== undefined) {
    if (Buffer.byteLength(input.TemplateBody) > 51_200) throw errors.templateTooLong(input.TemplateBody);
    return input.TemplateBody;
  }
  const url = input.TemplateURL ?? '';
  const text = await engine.readTemplate(tenant, url);
  if (text === undefined) throw errors.templateUrl(url);
  return text;
}

/** Runs the transforms in the order in which the template lists them. @throws ValidationError for one that is not built. */
function transformed(tenant: Tenant, declared: Template, parameters: Values): Template {
  let template = declared;
  for (const name of transformsOf(declared)) {
    if (name === 'AWS::LanguageExtensions') template = expandLanguage(template, parameters);
    else if (name === 'AWS::Serverless-2016-10-31') template = serverless(tenant, template, parameters);
    else throw validationError(`No transform named ${name} found.`);
  }
  return template;
}

function serverless(tenant: Tenant, template: Template, parameters: Values): Template {
  const { region, account: accountId } = tenant;
  try {
    const context = { region, accountId, partition: partitionOf(region) };
    return transformServerless(template as unknown as Record<string, unknown>, parameters, context) as unknown as Template;
  } catch (cause) {
    if (!(cause instanceof SamTransformError)) throw cause;
    throw validationError(`Transform AWS::Serverless-2016-10-31 failed with: ${cause.message}`);
  }
}
