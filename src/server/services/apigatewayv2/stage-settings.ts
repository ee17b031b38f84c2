/** Logs and route settings of a stage, from what CreateStage and UpdateStage take. */
import type { CreateStageRequest, RouteSettings } from '@aws-sdk/client-apigatewayv2';
import type { HttpRouteSettings, HttpStage } from '../http-api.ts';

type Settings = Pick<HttpStage, 'accessLog' | 'defaultRouteSettings' | 'routeSettings'>;

/** Only what is given. */
export function stageSettings(input: Partial<CreateStageRequest>): Partial<Settings> {
  const { AccessLogSettings: log, DefaultRouteSettings: defaults, RouteSettings: routes } = input;
  return {
    ...(log ? { accessLog: log.DestinationArn ? { destinationArn: log.DestinationArn, format: log.Format } : undefined } : {}),
    ...(defaults ? { defaultRouteSettings: settingsOf(defaults) } : {}),
    ...(routes
      ? { routeSettings: Object.fromEntries(Object.entries(routes).map(([key, settings]) => [key, settingsOf(settings)])) }
      : {}),
  };
}

const settingsOf = (settings: RouteSettings): HttpRouteSettings => ({
  detailedMetricsEnabled: settings.DetailedMetricsEnabled,
  throttlingBurstLimit: settings.ThrottlingBurstLimit,
  throttlingRateLimit: settings.ThrottlingRateLimit,
});
