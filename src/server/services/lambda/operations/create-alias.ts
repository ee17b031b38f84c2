/** CreateAlias. https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
import { randomUUID } from 'node:crypto';
import type { AliasConfiguration, CreateAliasCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { aliasConfiguration, checkAliasName, checkRouting, checkVersion, constrainAlias, functionOfAlias } from '../aliases.ts';
import type { LambdaControl } from '../control.ts';
import { resourceConflict } from '../errors.ts';
import { functionArn } from '../function-name.ts';
import type { StoredAlias } from '../store.ts';

export function createAlias(control: LambdaControl) {
  return (input: CreateAliasCommandInput, call: CallContext): AliasConfiguration => {
    const name = input.Name ?? '';
    checkAliasName(name);
    constrainAlias(input);
    const functionName = functionOfAlias(control.store, call, input.FunctionName ?? '', input.FunctionVersion);
    if (control.store.aliases.get(call, `${functionName}:${name}`)) {
      throw resourceConflict(`Alias already exists: ${functionArn(call, functionName, name)}`);
    }
    const functionVersion = checkVersion(control.store, call, functionName, input.FunctionVersion ?? '');
    const alias: StoredAlias = {
      functionName,
      name,
      functionVersion,
      description: input.Description ?? '',
      additionalVersionWeights: checkRouting(control.store, call, functionName, functionVersion, input.RoutingConfig),
      revisionId: randomUUID(),
    };
    control.store.aliases.put(call, `${functionName}:${name}`, alias);
    return aliasConfiguration(call, alias);
  };
}
