/** GetTemplate: byte for byte as it was sent, or after transforms. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { findChangeSet } from '../change-set/find-change-set.ts';
import type { Engine } from '../engine.ts';
import { stackWithId } from '../find-stack.ts';

export const getTemplate =
  (engine: Engine): Operation<GetTemplateInput, GetTemplateOutput> =>
  (input, call) => {
    const content = input.ChangeSetName
      ? findChangeSet(engine, call, input.ChangeSetName, input.StackName).content
      : stackWithId(engine, call, input.StackName).current;
    return {
      TemplateBody: input.TemplateStage === 'Processed' ? JSON.stringify(content.template) : content.templateText,
      StagesAvailable: ['Original', 'Processed'],
    };
  };
