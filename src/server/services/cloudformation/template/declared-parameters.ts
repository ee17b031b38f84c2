/** The parameters that a template declares, as GetTemplateSummary and ValidateTemplate show them. */
import type { ParameterDeclaration as Shape } from '@aws-sdk/client-cloudformation';
import { inHashOrder } from '../hash-order.ts';
import { text } from './intrinsics.ts';
import { defaultOf } from './parameters.ts';
import type { Template } from './template.ts';

export function declaredParameters(template: Template): Shape[] {
  return inHashOrder(Object.entries(template.Parameters ?? {}), ([name]) => name).map(([ParameterKey, declaration]) => ({
    ParameterKey,
    DefaultValue: defaultOf(declaration),
    ParameterType: declaration.Type,
    NoEcho: String(declaration.NoEcho) === 'true',
    Description: declaration.Description,
    ParameterConstraints: declaration.AllowedValues === undefined ? {} : { AllowedValues: declaration.AllowedValues.map(text) },
  }));
}
