/** ValidateTemplate: the template's own shape, not its resources' properties. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
import type { Capability, ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { templateTextOf } from '../prepare-content.ts';
import { neededCapabilities } from '../template/capabilities.ts';
import { checkShape } from '../template/check-shape.ts';
import { declaredParameters } from '../template/declared-parameters.ts';
import { parseTemplate } from '../template/parse.ts';
import { transformsOf } from '../template/template.ts';
import { checkTemplate } from '../template/validate.ts';
import { hasTransforms } from '../transforms.ts';

export const validateTemplate =
  (engine: Engine): Operation<ValidateTemplateInput, ValidateTemplateOutput> =>
  async (input, call) => {
    const template = parseTemplate(await templateTextOf(engine, call, input));
    const transforms = transformsOf(template);
    if (hasTransforms(template)) checkShape(template);
    else checkTemplate(template, { known: (type) => engine.provider(type) !== undefined, extended: false });
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
