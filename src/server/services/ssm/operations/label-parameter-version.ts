/** LabelParameterVersion. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html */
import type { LabelParameterVersionRequest, LabelParameterVersionResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { checkLabels, labelled, mostLabels } from '../labels.ts';
import type { Ssm, StoredParameter } from '../parameter.ts';

/** Puts labels on a version, away from the one that had them. Labels that may not be so called are listed. @throws ParameterNotFound, ParameterVersionNotFound, ParameterVersionLabelLimitExceeded */
export const labelParameterVersion =
  (ssm: Ssm): Operation<LabelParameterVersionRequest, LabelParameterVersionResult> =>
  (input, call) => {
    const labels = input.Labels ?? [];
    checkLabels(labels);
    const { parameter, version: target } = labelled(ssm, call, input.Name, input.ParameterVersion);
    const valid = [...new Set(labels)].filter(isLabel);
    const versions = parameter.versions.map((version) => {
      const others = (version.labels ?? []).filter((label) => !valid.includes(label));
      return { ...version, labels: version.version === target.version ? [...others, ...valid] : others };
    });
    if (versions.some((version) => version.labels.length > mostLabels)) throw errors.labelLimit();
    ssm.parameters.put(call, { ...parameter, versions: versions as unknown as StoredParameter['versions'] });
    return { InvalidLabels: labels.filter((label) => !isLabel(label)), ParameterVersion: target.version };
  };

/** Not a number at its start, nor `aws` or `ssm`. */
const isLabel = (label: string): boolean => /^(?!aws|ssm|\d)[A-Za-z0-9_.-]+$/i.test(label);
