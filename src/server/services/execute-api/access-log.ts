/**
 * The access log of a REST API's stage: one line a request, in the stage's format, in its log group.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
import type { LogEvent, Tenant } from '../ports.ts';
import type { RestAccessLog } from '../rest-api.ts';
import type { Exchange } from './exchange.ts';
import { fillLogFormat, logGroupOf } from './log-format.ts';
import { contextOf } from './mapping/variables.ts';
import type { Outcome } from './stage-segment.ts';

export interface AccessLogEntry {
  readonly tenant: Tenant;
  readonly logGroup: string;
  readonly logStream: string;
  readonly event: LogEvent;
}

/** @returns undefined when the log goes nowhere that is built: to Firehose. */
export function accessLogEntry(log: RestAccessLog, exchange: Exchange, outcome: Outcome): AccessLogEntry | undefined {
  const destination = logGroupOf(log.destinationArn);
  if (!log.format || !destination) return undefined;
  const { response, call, error, endedAt } = outcome;
  const latency = call && String((call.endedAt ?? endedAt) - call.startedAt);
  const textOf = (status: number | undefined) => (status === undefined ? undefined : String(status));
  const integration = {
    // Of a Lambda proxy integration: what the function says, and what Lambda does.
    status: textOf(call?.proxied?.status ?? call?.status),
    integrationStatus: textOf(call?.status),
    latency,
    requestId: call?.requestId,
    error: error?.explanation,
  };
  const context = {
    ...contextOf(exchange),
    status: response.statusCode,
    responseLength: response.body.length,
    responseLatency: endedAt - exchange.request.receivedAt,
    integrationLatency: latency,
    integrationStatus: integration.integrationStatus,
    integrationErrorMessage: error?.explanation,
    awsEndpointRequestId: call?.requestId,
    integration,
    error: error && {
      message: error.problem.message,
      messageString: JSON.stringify(error.problem.message),
      responseType: error.problem.type,
      validationErrorString: error.problem.validation,
    },
  };
  return {
    ...destination,
    logStream: exchange.served.stage.stageName,
    event: { timestamp: exchange.request.receivedAt, message: fillLogFormat(log.format, context) },
  };
}
