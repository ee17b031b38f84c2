/** UpdateAlias. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
import { randomUUID } from 'node:crypto';
import type { AliasConfiguration, UpdateAliasCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { aliasConfiguration, checkRouting, checkVersion, findAlias, functionOfAlias } from '../aliases.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { revisionMismatch } from '../errors.ts';
import type { StoredAlias } from '../store.ts';

export function updateAlias(control: LambdaControl) {
  return (input: UpdateAliasCommandInput, call: CallContext): AliasConfiguration => {
    new Constraints().length('description', input.Description, 0, 256).check();
    const functionName = functionOfAlias(control.store, call, input.FunctionName ?? '');
    const before = findAlias(control.store, call, functionName, input.Name ?? '');
    if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionMismatch();
    const functionVersion =
      input.FunctionVersion === undefined
        ? before.functionVersion
        : checkVersion(control.store, call, functionName, input.FunctionVersion);
    const alias: StoredAlias = {
      ...before,
      functionVersion,
      description: input.Description ?? before.description,
      additionalVersionWeights: checkRouting(
        control.store,
        call,
        functionName,
        functionVersion,
        input.RoutingConfig ?? { AdditionalVersionWeights: { ...before.additionalVersionWeights } },
      ),
      revisionId: randomUUID(),
    };
    control.store.aliases.put(call, `${functionName}:${alias.name}`, alias);
    return aliasConfiguration(call, alias);
  };
}
