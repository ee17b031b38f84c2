/**
 * Shows the URL of an API that lives here as one that plain clients reach: `https://ID.execute-api.REGION.amazonaws.com/STAGE/…`
 * becomes `API_URL/restapis/ID/STAGE/_user_request_/…`. The engine itself keeps AWS's value.
 *
 * Who calls it: DescribeStacks.
 */
const awsUrl = /^https:\/\/([a-z0-9]{10})\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([A-Za-z0-9_-]+)(?:\/(.*))?$/;

/** @param isKnown is there an API with this id on this machine? */
export function reachableUrl(value: string, apiUrl: string, isKnown: (apiId: string) => boolean): string {
  const [, apiId, stage, path = ''] = awsUrl.exec(value) ?? [];
  if (apiId === undefined || stage === undefined || !isKnown(apiId)) return value;
  return `${apiUrl}/restapis/${apiId}/${stage}/_user_request_/${path}`;
}
