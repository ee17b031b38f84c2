/** AWS::Logs::MetricFilter. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import {
  type Ask,
  booleanOf,
  listOf,
  mapOf,
  numberOf,
  onlyMembers,
  physicalName,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';

const members = ['MetricName', 'MetricNamespace', 'MetricValue', 'DefaultValue', 'Dimensions', 'Unit'];

export function metricFilterResource(ask: Ask): ResourceProvider {
  async function put(request: ResourceRequest, filterName: string): Promise<ResourceState> {
    const { properties } = request;
    await ask(request, 'PutMetricFilter', {
      filterName,
      logGroupName: textOf(properties['LogGroupName']),
      filterPattern: textOf(properties['FilterPattern']),
      metricTransformations: listOf('MetricTransformations', properties['MetricTransformations']).map(transformationOf),
      applyOnTransformedLogs: booleanOf('ApplyOnTransformedLogs', properties['ApplyOnTransformedLogs']),
      fieldSelectionCriteria: textOf(properties['FieldSelectionCriteria']),
      emitSystemFieldDimensions: textsOf('EmitSystemFieldDimensions', properties['EmitSystemFieldDimensions']),
    });
    return { physicalId: filterName, attributes: {} };
  }
  return {
    type: 'AWS::Logs::MetricFilter',
    properties: [
      ...['LogGroupName', 'FilterName', 'FilterPattern', 'MetricTransformations'],
      ...['ApplyOnTransformedLogs', 'FieldSelectionCriteria', 'EmitSystemFieldDimensions'],
    ],
    createOnly: ['LogGroupName', 'FilterName'],
    required: ['FilterPattern', 'LogGroupName', 'MetricTransformations'],
    create: (request) => put(request, textOf(request.properties['FilterName']) ?? physicalName(request, 512)),
    update: (request, { physicalId }) => put(request, physicalId),
    delete: (request, filterName) =>
      unlessGone(ask(request, 'DeleteMetricFilter', { logGroupName: textOf(request.properties['LogGroupName']), filterName })),
  };
}

function transformationOf(property: unknown): object {
  const given = mapOf('MetricTransformations', property);
  onlyMembers('MetricTransformations', given, members);
  const dimensions = listOf('Dimensions', given['Dimensions']).map((entry) => {
    const dimension = mapOf('Dimensions', entry);
    return [textOf(dimension['Key']) ?? '', textOf(dimension['Value']) ?? ''];
  });
  return {
    metricName: textOf(given['MetricName']),
    metricNamespace: textOf(given['MetricNamespace']),
    metricValue: textOf(given['MetricValue']),
    defaultValue: numberOf('DefaultValue', given['DefaultValue']),
    unit: textOf(given['Unit']),
    dimensions: dimensions.length > 0 ? Object.fromEntries(dimensions) : undefined,
  };
}
