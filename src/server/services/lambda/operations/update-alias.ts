/** UpdateAlias. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
import { randomUUID } from 'node:crypto';
import type { AliasConfiguration, UpdateAliasCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { aliasConfiguration, checkRouting, checkVersion, constrainAlias, functionOfAlias } from '../aliases.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound, revisionMismatch } from '../errors.ts';
import { functionArn } from '../function-name.ts';
import type { StoredAlias } from '../store.ts';

export function updateAlias(control: LambdaControl) {
  return (input: UpdateAliasCommandInput, call: CallContext): AliasConfiguration => {
    constrainAlias(input);
    const functionName = functionOfAlias(control.store, call, input.FunctionName ?? '');
    const before = control.store.aliases.get(call, `${functionName}:${input.Name}`);
    // In words of its own: GetAlias says `Cannot find alias arn`.
    if (!before) throw resourceNotFound(`Alias not found: ${functionArn(call, functionName, input.Name)}`);
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
