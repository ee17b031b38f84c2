/**
 * Finds API, stage and path in a request's host and path: the URLs under which an API can be called here.
 *
 * - `https://ID.execute-api.REGION.amazonaws.com/STAGE/PATH` (any suffix: AWS's own Host header, when a client is pointed here)
 * - `http://ID.execute-api.localhost:PORT/STAGE/PATH`
 * - `http://127.0.0.1:PORT/restapis/ID/STAGE/_user_request_/PATH` and `/_aws/execute-api/ID/STAGE/PATH`, for plain clients whose
 *   resolver knows no `*.localhost`
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
export interface ApiAddress {
  readonly apiId: string;
  /** Undefined when the URL names none. */
  readonly region: string | undefined;
  readonly stageName: string;
  /** As sent, not decoded; starts with `/`, without the stage. */
  readonly path: string;
  /** The same, with all the slashes that it came with: as `$context.path` tells it. */
  readonly sentPath: string;
  /** When the host names the API: the path with what stands for the stage, which the `$default` stage of an HTTP API serves. */
  readonly wholePath?: string | undefined;
}

const hostForm = /^([a-z0-9]+)\.execute-api\.(?:([a-z]{2,}(?:-[a-z]+)+-\d)\.)?[a-z0-9.-]+(?::\d+)?$/i;
const pathForms = [
  /^\/restapis\/([A-Za-z0-9]+)\/([^/]+)\/_user_request_(\/.*)?$/,
  /^\/_aws\/execute-api\/([A-Za-z0-9]+)\/([^/]+)(\/.*)?$/,
];

/** @param path of the request line, without its query. */
export function parseAddress(host: string, path: string): ApiAddress | undefined {
  for (const form of pathForms) {
    const [, apiId, stageName, rest] = form.exec(path) ?? [];
    if (apiId && stageName)
      return { apiId, region: undefined, stageName: stageName.replace('%24', '$'), path: apiPath(rest), sentPath: rest ?? '/' };
  }
  const [, apiId, region] = hostForm.exec(host) ?? [];
  if (!apiId) return undefined;
  // Slashes before the stage do not count.
  const [, stageName = '', rest] = /^\/([^/]*)(\/.*)?$/.exec(apiPath(path)) ?? [];
  return {
    apiId: apiId.toLowerCase(),
    region: region?.toLowerCase(),
    stageName,
    path: apiPath(rest),
    sentPath: rest ?? '/',
    wholePath: apiPath(path),
  };
}

function apiPath(rest: string | undefined): string {
  return rest === undefined ? '/' : rest.replace(/^\/+/, '/');
}
