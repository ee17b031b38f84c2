/**
 * Puts metric data into the write-ahead log. Who calls it: PutMetricData, the embedded metric format, and through the port Lambda
 * and API Gateway.
 */
import type { IngestLog } from '../../store/ports.ts';
import type { MetricSink } from '../ports.ts';
import { dimensionsKey, encodeSamples, type MetricSample, metricTable } from './metric-table.ts';

export function createMetricSink(ingestLog: IngestLog): MetricSink {
  return {
    async put(tenant, namespace, data) {
      const samples = data.flatMap((datum): MetricSample[] => {
        const same = {
          account: tenant.account,
          region: tenant.region,
          namespace,
          metric: datum.name,
          dimensions: dimensionsKey(datum.dimensions),
          timestamp: datum.timestamp,
          unit: datum.unit ?? 'None',
        };
        if (datum.statistics) return [{ ...same, ...datum.statistics }];
        return (datum.values ?? []).map((value, place) => {
          const count = datum.counts?.[place] ?? 1;
          return { ...same, count, sum: value * count, minimum: value, maximum: value };
        });
      });
      if (samples.length > 0) await ingestLog.append({ rows: { [metricTable.name]: encodeSamples(samples) } });
    },
  };
}
