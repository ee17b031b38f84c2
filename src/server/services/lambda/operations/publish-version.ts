/** PublishVersion. https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
import type { FunctionConfiguration, PublishVersionCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter } from '../errors.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { findForUpdate, parseUpdatedName } from '../update-latest.ts';
import { publish } from '../versions.ts';

export function publishVersion(control: LambdaControl) {
  return (input: PublishVersionCommandInput, call: CallContext): FunctionConfiguration => {
    new Constraints().length('description', input.Description, 0, 256).check();
    const named = parseUpdatedName(call, input.FunctionName ?? '');
    const { latest } = findForUpdate(control.store, call, named, input.RevisionId);
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== '' && input.CodeSha256 !== latest.codeSha256) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    const version = control.store.controlPlane.transaction(() => publish(control.store, call, latest, input.Description));
    return functionConfiguration(version, version.version);
  };
}
