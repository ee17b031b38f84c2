/** UnlabelParameterVersion. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html */
import type { UnlabelParameterVersionRequest, UnlabelParameterVersionResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { checkLabels, labelled } from '../labels.ts';
import type { Ssm, StoredParameter } from '../parameter.ts';

/** Labels that the version does not have are listed. @throws ParameterNotFound, ParameterVersionNotFound */
export const unlabelParameterVersion =
  (ssm: Ssm): Operation<UnlabelParameterVersionRequest, UnlabelParameterVersionResult> =>
  (input, call) => {
    const labels = [...new Set(input.Labels ?? [])];
    checkLabels(labels);
    const { parameter, version: target } = labelled(ssm, call, input.Name, input.ParameterVersion);
    const has = target.labels ?? [];
    const versions = parameter.versions.map((version) =>
      version.version === target.version ? { ...version, labels: has.filter((label) => !labels.includes(label)) } : version,
    );
    ssm.parameters.put(call, { ...parameter, versions: versions as unknown as StoredParameter['versions'] });
    return {
      RemovedLabels: labels.filter((label) => has.includes(label)),
      InvalidLabels: labels.filter((label) => !has.includes(label)),
    };
  };
