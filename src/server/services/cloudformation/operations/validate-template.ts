/** ValidateTemplate: the template's own shape, not its resources' properties. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
import type { Capability, ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { templateTextOf } from '../prepare-content.ts';
import { neededCapabilities } from '../template/capabilities.ts';
import { declaredParameters } from '../template/declared-parameters.ts';
import { parseTemplate } from '../template/parse.ts';
import { transformsOf } from '../template/template.ts';
import { checkShape, checkTemplate } from '../template/validate.ts';

export const validateTemplate =
  (engine: Engine): Operation<ValidateTemplateInput, ValidateTemplateOutput> =>
  async (input, call) => {
    const template = parseTemplate(await templateTextOf(engine, call, input));
    const transforms = transformsOf(template);
    if (transforms.length > 0) checkShape(template);
    else checkTemplate(template, (type) => engine.provider(type) !== undefined);
    const { capabilities, reason } = neededCapabilities(template);
    return {
      Parameters: declaredParameters(template).map(({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
        ...{ ParameterKey, DefaultValue, NoEcho, Description },
      })),
      Description: typeof template.Description === 'string' ? template.Description : undefined,
      Capabilities: capabilities.length > 0 ? ([...capabilities] as Capability[]) : undefined,
      CapabilitiesReason: reason,
      DeclaredTransforms: transforms.length > 0 ? [...transforms] : undefined,
    };
  };
