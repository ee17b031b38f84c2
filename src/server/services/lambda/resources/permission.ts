/** AWS::Lambda::Permission. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, booleanOf, neverUpdated, physicalName, textOf, unlessGone } from '../../resource-properties.ts';

const texts = [
  'FunctionName',
  'Action',
  'Principal',
  'SourceArn',
  'SourceAccount',
  'EventSourceToken',
  'FunctionUrlAuthType',
  'PrincipalOrgID',
];
const properties = [...texts, 'InvokedViaFunctionUrl'];

export function permissionResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::Lambda::Permission',
    properties,
    createOnly: properties,
    required: ['FunctionName', 'Action', 'Principal'],
    async create(request) {
      const StatementId = physicalName(request, 100);
      await ask(request, 'AddPermission', {
        StatementId,
        ...Object.fromEntries(texts.map((name) => [name, textOf(request.properties[name])])),
        InvokedViaFunctionUrl: booleanOf('InvokedViaFunctionUrl', request.properties['InvokedViaFunctionUrl']),
      });
      return { physicalId: StatementId, attributes: { Id: StatementId } };
    },
    update: neverUpdated('AWS::Lambda::Permission'),
    delete: (request, StatementId) =>
      unlessGone(ask(request, 'RemovePermission', { FunctionName: textOf(request.properties['FunctionName']), StatementId })),
  };
}
