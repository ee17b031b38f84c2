/** GetTemplateSummary, of a template or a stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
import type { Capability, GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { stackWithId } from '../find-stack.ts';
import { templateTextOf } from '../prepare-content.ts';
import { neededCapabilities } from '../template/capabilities.ts';
import { checkShape } from '../template/check-shape.ts';
import { declaredParameters } from '../template/declared-parameters.ts';
import { parseTemplate } from '../template/parse.ts';
import { type Template, transformsOf } from '../template/template.ts';

export const getTemplateSummary =
  (engine: Engine): Operation<GetTemplateSummaryInput, GetTemplateSummaryOutput> =>
  async (input, call) => {
    if (input.StackSetName !== undefined) throw errors.notBuilt('StackSetName');
    const stack = input.StackName === undefined ? undefined : stackWithId(engine, call, input.StackName);
    if (stack?.status === 'REVIEW_IN_PROGRESS') {
      throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
    }
    const template = parseTemplate(stack?.current.templateText ?? (await templateTextOf(engine, call, input)));
    checkShape(template);
    const { capabilities, reason } = neededCapabilities(template);
    const transforms = transformsOf(template);
    return {
      Parameters: declaredParameters(template),
      Description: typeof template.Description === 'string' ? template.Description : undefined,
      Capabilities: capabilities.length > 0 ? ([...capabilities] as Capability[]) : undefined,
      CapabilitiesReason: reason,
      ResourceTypes: [...byType(template).keys()],
      ResourceIdentifierSummaries: identifiers(template),
      Version: '2010-09-09',
      Metadata: template.Metadata === undefined ? undefined : JSON.stringify(template.Metadata),
      DeclaredTransforms: transforms.length > 0 ? [...transforms] : undefined,
    };
  };

function byType(template: Template): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  for (const [logicalId, { Type }] of Object.entries(template.Resources))
    if (typeof Type === 'string') types.set(Type, [...(types.get(Type) ?? []), logicalId]);
  return types;
}

/** Nothing can be imported here, so no properties are named that would identify a resource. */
const identifiers = (template: Template) =>
  [...byType(template)].map(([ResourceType, ids]) => ({ ResourceType, LogicalResourceIds: [...ids] }));
