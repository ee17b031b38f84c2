/**
 * Shows the URL of an API that lives here as one that plain clients reach: `https://ID.execute-api.REGION.amazonaws.com/STAGE/…`
 * becomes `API_URL/restapis/ID/STAGE/_user_request_/…`. The engine itself keeps AWS's value.
 *
 * Who calls it: DescribeStacks.
 */
import type { ControlPlane } from '../../store/ports.ts';
import { idOfFunctionUrl, openFunctionUrlStore, reachableFunctionUrl, urlOwnerScope } from '../function-url.ts';
import { openHttpApiStore } from '../http-api.ts';
import { ownerScope } from '../rest-api.ts';

const awsUrl = /^https:\/\/([a-z0-9]{10})\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?(?:\/(.*))?$/;

/** `named`: the first part of the path names the stage; `default`: all of the path belongs to the `$default` stage. */
export type StageForm = 'named' | 'default';

/** @param stageForm of an API with this id, for a first part of a path; undefined when there is no such API on this machine. */
export function reachableUrl(
  value: string,
  apiUrl: string,
  stageForm: (apiId: string, firstPart: string) => StageForm | undefined,
): string {
  const [, apiId, path = ''] = awsUrl.exec(value) ?? [];
  if (apiId === undefined) return value;
  const [, stage = '', rest = ''] = /^([A-Za-z0-9_-]*)(?:\/(.*))?$/.exec(path) ?? [];
  const form = stageForm(apiId, stage);
  // A dollar sign would not survive being pasted into a shell.
  if (form === 'default') return `${apiUrl}/restapis/${apiId}/%24default/_user_request_/${path}`;
  return form === undefined || stage === '' ? value : `${apiUrl}/restapis/${apiId}/${stage}/_user_request_/${rest}`;
}

/** The same for the URL of a function that lives here. */
export function reachableFunctionUrls(controlPlane: ControlPlane): (value: string, apiUrl: string) => string {
  const { owners } = openFunctionUrlStore(controlPlane);
  return (value, apiUrl) => {
    const id = value.includes('.lambda-url.') ? idOfFunctionUrl(value) : undefined;
    if (id === undefined || !owners.get(urlOwnerScope, id)) return value;
    return reachableFunctionUrl(apiUrl, id) + value.replace(/^https:\/\/[^/]+\/?/, '');
  };
}

/** A REST API's URL always names its stage; that of an HTTP API does where it has such a stage. */
export function stageForms(controlPlane: ControlPlane): (apiId: string, firstPart: string) => StageForm | undefined {
  const { apis, stages, owners } = openHttpApiStore(controlPlane);
  return (apiId, firstPart) => {
    const owner = owners.get(ownerScope, apiId);
    if (!owner) return undefined;
    if (!apis.get(owner, apiId)) return 'named';
    return firstPart !== '' && stages.get(owner, `${apiId}/${firstPart}`) ? 'named' : 'default';
  };
}
