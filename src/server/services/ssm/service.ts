/**
 * Systems Manager: Parameter Store, and nothing else of it.
 *
 * Who calls it: `services/index.ts`; CloudFormation reads parameters through `storedParameter`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 */
import type { ControlPlane } from '../../store/ports.ts';
import type { ResourceProvider, Tenant } from '../ports.ts';
import type { Service } from '../service.ts';
import { addTagsToResource } from './operations/add-tags-to-resource.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { labelParameterVersion } from './operations/label-parameter-version.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putParameter } from './operations/put-parameter.ts';
import { removeTagsFromResource } from './operations/remove-tags-from-resource.ts';
import { unlabelParameterVersion } from './operations/unlabel-parameter-version.ts';
import { latest, openParameters, type ParameterVersion, type Ssm } from './parameter.ts';
import { parameterProvider } from './resources/parameter.ts';

export function createSsm(deps: { readonly controlPlane: ControlPlane }): {
  readonly service: Service;
  readonly resources: readonly ResourceProvider[];
  /** The newest version, or that of `name:VERSION`, its value decrypted. */
  storedParameter(tenant: Tenant, name: string): Pick<ParameterVersion, 'value' | 'type'> | undefined;
} {
  const ssm: Ssm = { parameters: openParameters(deps.controlPlane), now: Date.now };
  return {
    service: {
      id: 'ssm',
      operations: {
        AddTagsToResource: addTagsToResource(ssm),
        DeleteParameter: deleteParameter(ssm),
        DeleteParameters: deleteParameters(ssm),
        DescribeParameters: describeParameters(ssm),
        GetParameterHistory: getParameterHistory(ssm),
        GetParameter: getParameter(ssm),
        GetParametersByPath: getParametersByPath(ssm),
        GetParameters: getParameters(ssm),
        LabelParameterVersion: labelParameterVersion(ssm),
        ListTagsForResource: listTagsForResource(ssm),
        PutParameter: putParameter(ssm),
        RemoveTagsFromResource: removeTagsFromResource(ssm),
        UnlabelParameterVersion: unlabelParameterVersion(ssm),
      },
    },
    resources: [parameterProvider(ssm)],
    storedParameter(tenant, wanted) {
      const [name = '', selector] = wanted.split(':');
      const parameter = ssm.parameters.find(tenant, name);
      if (!parameter || selector === undefined) return parameter && latest(parameter);
      return parameter.versions.find(({ version, labels }) => String(version) === selector || labels?.includes(selector));
    },
  };
}
