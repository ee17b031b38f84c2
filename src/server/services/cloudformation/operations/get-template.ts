/** GetTemplate: byte for byte as it was sent, or after transforms. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { CallContext, Operation } from '../../service.ts';
import { findChangeSet } from '../change-set/find-change-set.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { stackWithId } from '../find-stack.ts';
import { withAwsTemplateUrls } from '../packaged-template-urls.ts';
import type { StackContent } from '../store.ts';
import { parseTemplate } from '../template/parse.ts';
import { hasTransforms } from '../transforms.ts';

export const getTemplate =
  (engine: Engine): Operation<GetTemplateInput, GetTemplateOutput> =>
  (input, call) => {
    const content = contentOf(engine, call, input);
    // Without transforms the two are the same text.
    const isProcessed = input.TemplateStage === 'Processed' && hasTransforms(parseTemplate(content.templateText));
    return {
      TemplateBody: isProcessed ? JSON.stringify(content.template) : withAwsTemplateUrls(content.templateText, call.region),
      StagesAvailable: ['Original', 'Processed'],
    };
  };

function contentOf(engine: Engine, call: CallContext, input: GetTemplateInput): StackContent {
  const { ChangeSetName: changeSet, StackName: stackName } = input;
  if (changeSet === undefined) {
    if (stackName === undefined) throw validationError('StackName is required if ChangeSetName is not specified.');
    return stackWithId(engine, call, stackName).current;
  }
  if (stackName === undefined && !changeSet.startsWith('arn:')) throw validationError('StackName is a required parameter.');
  return findChangeSet(engine, call, changeSet, stackName).content;
}
