/** What LabelParameterVersion and UnlabelParameterVersion share. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
import type { Scope } from '../../store/ports.ts';
import { violated } from '../../wire/violations.ts';
import { errors } from './errors.ts';
import { latest, type Selected, type Ssm } from './parameter.ts';

/** Of one version. */
export const mostLabels = 10;

/** @throws ValidationException for labels that are too long, or none. */
export function checkLabels(labels: readonly string[]): void {
  if (labels.length < 1) throw errors.invalid(violated('labels', '[]', 'Member must have length greater than or equal to 1'));
  if (labels.some((label) => label.length < 1 || label.length > 100))
    throw errors.invalid(
      violated(
        'labels',
        `[${labels.join(', ')}]`,
        'Member must satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1]',
      ),
    );
}

/** @param number the newest version when it is left out. @throws ParameterNotFound, ParameterVersionNotFound */
export function labelled(ssm: Ssm, scope: Scope, name = '', number: number | undefined): Selected {
  const parameter = ssm.parameters.find(scope, name);
  if (!parameter) throw errors.notFound();
  if (number === undefined) return { parameter, name, version: latest(parameter) };
  const version = parameter.versions.find((one) => one.version === number);
  if (!version) throw errors.versionNotFound(name, String(number));
  return { parameter, name, version };
}
