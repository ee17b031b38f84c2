/**
 * `AWS::Serverless::Application`: a nested stack. Applications of the Serverless Application Repository are refused: nothing here
 * can fetch them. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
import { InvalidResource } from '../errors.ts';
import { functionTags } from '../tags.ts';
import { emit, requireKnown, type SamResource, type Translation } from '../translation.ts';
import { defined, isMap } from '../values.ts';

const known = ['Location', 'Parameters', 'NotificationARNs', 'Tags', 'TimeoutInMinutes'];

export function translateApplication(translation: Translation, resource: SamResource): void {
  const { logicalId, type, properties, attributes } = resource;
  requireKnown(logicalId, type, properties, known);
  const location = properties['Location'];
  if (location === undefined || location === null)
    throw new InvalidResource(logicalId, 'Resource is missing the required [Location] property.');
  if (typeof location !== 'string' && !isMap(location))
    throw new InvalidResource(logicalId, "Type of property 'Location' is invalid.");
  if (typeof location !== 'string')
    throw new InvalidResource(
      logicalId,
      'Location must be the URL of a template in S3: the Serverless Application Repository is not supported by Radiograph.',
    );
  emit(
    translation,
    logicalId,
    'AWS::CloudFormation::Stack',
    defined({
      TemplateURL: location,
      Parameters: properties['Parameters'],
      NotificationARNs: properties['NotificationARNs'],
      Tags: functionTags(resource),
      TimeoutInMinutes: properties['TimeoutInMinutes'],
    }),
    attributes,
  );
}
