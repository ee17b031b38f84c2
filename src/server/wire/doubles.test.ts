import { expect, it } from 'vitest';
import { encodeCbor } from './cbor.ts';
import { holdsDoubles } from './doubles.ts';
import { writeJson } from './json.ts';
import { loadModels } from './models.ts';
import { readCbor } from './sdk-codecs.ts';

const service = (id: string) => {
  const model = loadModels().find((candidate) => candidate.id === id);
  if (!model) throw new Error(`no service ${id}`);
  return model;
};
const outputOf = (id: string, operation: string) => {
  const model = service(id).operation(operation);
  if (!model) throw new Error(`no operation ${operation}`);
  return model.output;
};

it('writes doubles with a point, and integers without one', () => {
  const point = { Timestamp: new Date(60_000), Sum: 42, Average: 0.5, Unit: 'a "word"', ExtendedStatistics: { p50: -3 } };
  expect(writeJson(outputOf('cloudwatch', 'GetMetricStatistics'), { Label: 'm', Datapoints: [point] }, false)).toBe(
    '{"Label":"m","Datapoints":[{"Timestamp":60,"Average":0.5,"Sum":42.0,"Unit":"a \\"word\\"","ExtendedStatistics":{"p50":-3.0}}]}',
  );
  expect(writeJson(outputOf('cloudwatch', 'GetMetricData'), { MetricDataResults: [{ Values: [1, 1e21] }] }, false)).toBe(
    '{"MetricDataResults":[{"Values":[1.0,1e+21]}]}',
  );
  const filter = { metricTransformations: [{ metricName: 'm', defaultValue: 0 }], creationTime: 5 };
  expect(writeJson(outputOf('logs', 'DescribeMetricFilters'), { metricFilters: [filter] }, false)).toBe(
    '{"metricFilters":[{"metricTransformations":[{"metricName":"m","defaultValue":0.0}],"creationTime":5}]}',
  );
  const stage = { methodSettings: { '*/*': { throttlingRateLimit: 10_000, throttlingBurstLimit: 5000 } } };
  expect(writeJson(outputOf('apigateway', 'GetStage'), stage, true)).toBe(
    '{"methodSettings":{"*/*":{"throttlingBurstLimit":5000,"throttlingRateLimit":10000.0}}}',
  );
});

it('leaves outputs without doubles to JSON.stringify', () => {
  expect(holdsDoubles(outputOf('logs', 'DescribeLogGroups'))).toBe(false);
  expect(holdsDoubles(outputOf('cloudwatch', 'GetMetricData'))).toBe(true);
});

it('writes CBOR that the SDK reads, doubles as floating point', () => {
  const output = outputOf('cloudwatch', 'GetMetricStatistics');
  const value = { Label: 'é'.repeat(200), Datapoints: [{ Timestamp: new Date(1_700_000_000_500), Sum: 42, Unit: 'Count' }] };
  const bytes = encodeCbor(output, value);
  expect(readCbor(output, bytes)).toEqual(value);
  expect(Buffer.from(bytes).toString('hex')).toContain(`63${Buffer.from('Sum').toString('hex')}fb4045000000000000`);
});
