/**
 * Makes every service and hands each the ports it needs: a service never imports another one.
 *
 * Who calls it: main.ts, which gives it the store and what the front door knows.
 */
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { apiGatewayResources } from './apigateway/resources/resources.ts';
import { createApiGateway } from './apigateway/service.ts';
import { apiGatewayV2Resources } from './apigatewayv2/resources/resources.ts';
import { createApiGatewayV2 } from './apigatewayv2/service.ts';
import { createCloudControl } from './cloudcontrol/service.ts';
import { createCloudFormation } from './cloudformation/service.ts';
import { createCloudWatch } from './cloudwatch/service.ts';
import { createEcr } from './ecr/service.ts';
import { eventsReaders } from './events/resources/readers.ts';
import { eventsResources } from './events/resources/resources.ts';
import { createEvents } from './events/service.ts';
import { createExecuteApi } from './execute-api/service.ts';
import { iamResources } from './iam/resources/resources.ts';
import { createIam } from './iam/service.ts';
import { kmsResources } from './kms/resources/key.ts';
import { lambdaReaders } from './lambda/resources/readers.ts';
import { lambdaResources } from './lambda/resources/resources.ts';
import { createLambda } from './lambda/service.ts';
import { logsResources } from './logs/resources/resources.ts';
import { createLogs } from './logs/service.ts';
import type { SignedRequest } from './ports.ts';
import { createS3 } from './s3/service.ts';
import type { Principal, Service } from './service.ts';
import { createSsm } from './ssm/service.ts';
import { createSts } from './sts/service.ts';
import { xrayResources } from './xray/resources/resources.ts';
import { createXray } from './xray/service.ts';

export interface ServiceSurroundings {
  readonly store: Store;
  /** With the directory that is really used. */
  readonly config: Config;
  /** Where clients reach the server; empty until it listens. */
  readonly apiUrl: () => string;
  /** Do functions run in a sandbox? */
  readonly isIsolated: () => boolean;
  /** Who signed a request to a function URL or an API. */
  readonly identifyCaller: (request: SignedRequest, signedFor: 'lambda' | 'execute-api') => Principal | undefined;
  readonly log: (line: string) => void;
}

export type Services = ReturnType<typeof createServices>;

export function createServices({ store, config, apiUrl, isIsolated, identifyCaller, log }: ServiceSurroundings) {
  const { clickhouse, ingestLog, controlPlane } = store;
  const iam = createIam({ controlPlane, config });
  const sts = createSts({ roles: iam.roles, sessions: iam.sessions, credentials: iam.credentials });
  const xray = createXray({ clickhouse, ingestLog, controlPlane, config });
  const cloudwatch = createCloudWatch({ clickhouse, ingestLog, controlPlane, config });
  const lambda = createLambda({
    controlPlane,
    roles: iam.roles,
    dataDir: config.dataDir,
    config,
    readObject: (...object) => s3.readObject(...object),
    hasBucket: (name) => s3.hasBucket(name),
    apiUrl,
    metricSink: cloudwatch.metricSink,
    identifyUrlCaller: (request) => identifyCaller(request, 'lambda'),
    codeUrl: (sha256) => `${apiUrl()}/_radiograph/code/${sha256}`,
  });
  const { metricSink, takeLogEvents: onEvents } = cloudwatch;
  const logs = createLogs({ clickhouse, ingestLog, controlPlane, invoker: lambda.invoker, metricSink, onEvents });
  const apigateway = createApiGateway({ controlPlane, config, testMethod: (test) => executeApi.testMethod(test) });
  const apigatewayv2 = createApiGatewayV2({ controlPlane, config });
  const s3 = createS3({
    controlPlane,
    config,
    dataDir: config.dataDir,
    invoker: lambda.invoker,
    putEvent: (...event) => events.putEvent(...event),
    log,
  });
  const events = createEvents({
    controlPlane,
    invoker: lambda.invoker,
    logSink: logs.logSink,
    metricSink: cloudwatch.metricSink,
    log,
  });
  const ssm = createSsm({ controlPlane });
  const ecr = createEcr({ controlPlane });
  const executeApi = createExecuteApi({
    controlPlane,
    invoker: lambda.invoker,
    segmentSink: xray.segmentSink,
    metricSink: cloudwatch.metricSink,
    logSink: logs.logSink,
    identify: (request) => identifyCaller(request, 'execute-api'),
    awsEndpoint: {
      url: apiUrl,
      authorization: ({ account, region }, service) =>
        config.auth === 'sigv4'
          ? undefined
          : `AWS4-HMAC-SHA256 Credential=${account}/20000101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    sampler: xray.sampler,
    config,
  });
  const resources = [
    ...iamResources({ service: iam.service }),
    ...lambdaResources({ service: lambda.service }),
    ...logsResources({ service: logs.service }),
    ...xrayResources({ service: xray.service }),
    ...apiGatewayResources({ service: apigateway.service, controlPlane }),
    ...apiGatewayV2Resources({ service: apigatewayv2.service }),
    ...eventsResources({ service: events.service }),
    ...s3.resources,
    ...ssm.resources,
    ...ecr.resources,
    ...kmsResources({ controlPlane }),
  ];
  const cloudformation = createCloudFormation({
    controlPlane,
    config,
    resources,
    roles: iam.roles,
    readObject: s3.readObject,
    storedParameter: ssm.storedParameter,
    apiUrl,
    // Inside an isolated environment AWS's names lead here, over TLS; Node's cfn-response takes nothing else.
    functionApiUrl: () => (isIsolated() ? 'https://cloudformation-custom-resource-response.s3.amazonaws.com' : apiUrl()),
    invoker: lambda.invoker,
    log,
  });
  const cloudcontrol = createCloudControl({
    readers: [...lambdaReaders({ service: lambda.service }), ...eventsReaders({ service: events.service })],
    resources,
  });
  const all: readonly Service[] = [
    xray.service,
    lambda.service,
    iam.service,
    sts.service,
    logs.service,
    cloudwatch.service,
    apigateway.service,
    apigatewayv2.service,
    cloudformation.service,
    s3.service,
    ssm.service,
    ecr.service,
    events.service,
    cloudcontrol.service,
  ];
  return { all, iam, xray, cloudwatch, lambda, logs, s3, events, executeApi, cloudformation };
}
