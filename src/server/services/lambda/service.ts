/**
 * Lambda's control plane: functions, versions, aliases, layers, permissions and concurrency, and the door to the data plane.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/lambda/latest/api/welcome.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { openFunctionUrlStore } from '../function-url.ts';
import type { FunctionInvoker, MetricSink, RoleAuthority } from '../ports.ts';
import type { Service } from '../service.ts';
import { createCatalogue } from './catalogue.ts';
import { openCodeStore } from './code/code-store.ts';
import { codeInUse } from './code-in-use.ts';
import type { Execution, LambdaControl, ReadObject } from './control.ts';
import type { FunctionCatalogue } from './function.ts';
import { parseFunctionName } from './function-name.ts';
import { createFunctionUrlDoor, type FunctionUrlDeps, type FunctionUrlDoor } from './function-url/door.ts';
import { createPublicLayers } from './layers/public-layers.ts';
import { addLayerVersionPermission } from './operations/add-layer-version-permission.ts';
import { addPermission } from './operations/add-permission.ts';
import { createAlias } from './operations/create-alias.ts';
import { createEventSourceMapping } from './operations/create-event-source-mapping.ts';
import { createFunction } from './operations/create-function.ts';
import { createFunctionUrlConfig } from './operations/create-function-url-config.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { deleteEventSourceMapping } from './operations/delete-event-source-mapping.ts';
import { deleteFunction } from './operations/delete-function.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { deleteFunctionEventInvokeConfig } from './operations/delete-function-event-invoke-config.ts';
import { deleteFunctionUrlConfig } from './operations/delete-function-url-config.ts';
import { deleteLayerVersion } from './operations/delete-layer-version.ts';
import { deleteProvisionedConcurrencyConfig } from './operations/delete-provisioned-concurrency-config.ts';
import { getAccountSettings } from './operations/get-account-settings.ts';
import { getAlias } from './operations/get-alias.ts';
import { getEventSourceMapping } from './operations/get-event-source-mapping.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionCodeSigningConfig } from './operations/get-function-code-signing-config.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getFunctionEventInvokeConfig } from './operations/get-function-event-invoke-config.ts';
import { getFunctionRecursionConfig } from './operations/get-function-recursion-config.ts';
import { getFunctionUrlConfig } from './operations/get-function-url-config.ts';
import { getLayerVersion } from './operations/get-layer-version.ts';
import { getLayerVersionByArn } from './operations/get-layer-version-by-arn.ts';
import { getLayerVersionPolicy } from './operations/get-layer-version-policy.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getProvisionedConcurrencyConfig } from './operations/get-provisioned-concurrency-config.ts';
import { getRuntimeManagementConfig } from './operations/get-runtime-management-config.ts';
import { invoke } from './operations/invoke.ts';
import { invokeAsync } from './operations/invoke-async.ts';
import { invokeWithResponseStream } from './operations/invoke-with-response-stream.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listEventSourceMappings } from './operations/list-event-source-mappings.ts';
import { listFunctionEventInvokeConfigs } from './operations/list-function-event-invoke-configs.ts';
import { listFunctionUrlConfigs } from './operations/list-function-url-configs.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listLayerVersions } from './operations/list-layer-versions.ts';
import { listLayers } from './operations/list-layers.ts';
import { listProvisionedConcurrencyConfigs } from './operations/list-provisioned-concurrency-configs.ts';
import { listTags } from './operations/list-tags.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { publishLayerVersion } from './operations/publish-layer-version.ts';
import { publishVersion } from './operations/publish-version.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { putFunctionEventInvokeConfig } from './operations/put-function-event-invoke-config.ts';
import { putFunctionRecursionConfig } from './operations/put-function-recursion-config.ts';
import { putProvisionedConcurrencyConfig } from './operations/put-provisioned-concurrency-config.ts';
import { removeLayerVersionPermission } from './operations/remove-layer-version-permission.ts';
import { removePermission } from './operations/remove-permission.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateEventSourceMapping } from './operations/update-event-source-mapping.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';
import { updateFunctionEventInvokeConfig } from './operations/update-function-event-invoke-config.ts';
import { updateFunctionUrlConfig } from './operations/update-function-url-config.ts';
import { policyAllows, policyAllowsUrl } from './resource-policy.ts';
import { openLambdaStore } from './store.ts';

export interface LambdaDeps {
  readonly controlPlane: ControlPlane;
  readonly roles: RoleAuthority;
  readonly dataDir: string;
  readonly config: Config;
  readonly readObject?: ReadObject | undefined;
  /** Tells the error of a missing bucket from that of a missing key. */
  readonly hasBucket?: ((name: string) => boolean) | undefined;
  readonly apiUrl: () => string;
  /** Undefined: requests at functions' URLs are not counted. */
  readonly metricSink?: MetricSink | undefined;
  /** Who signed a request at a function's URL. */
  readonly identifyUrlCaller: FunctionUrlDeps['identify'];
  /** Where the zip with this SHA-256 (hexadecimal, as its file is named) can be fetched. */
  readonly codeUrl: (sha256: string) => string;
}

export interface Lambda {
  readonly service: Service;
  readonly catalogue: FunctionCatalogue;
  readonly invoker: FunctionInvoker;
  /** For the API listener: answers at functions' URLs. */
  readonly functionUrls: FunctionUrlDoor;
  attachExecution(execution: Execution): void;
  /** Resolves once nothing works on the data directory any more. */
  close(): Promise<void>;
}

/**
 * Code that nothing refers to any more is removed when the server starts, and this long after a change: an environment that still
 * runs it has ended by then (the longest timeout is 15 minutes).
 */
const sweepDelay = 20 * 60_000;

export function createLambda(deps: LambdaDeps): Lambda {
  const store = openLambdaStore(deps.controlPlane);
  const code = openCodeStore(deps.dataDir);
  const catalogue = createCatalogue(store, code);
  let sweeping = Promise.resolve();
  const sweep = () => {
    // A failed sweep leaves files behind, which the next one removes.
    sweeping = sweeping.then(() => code.sweep(() => codeInUse(store))).catch(() => undefined);
  };
  const sweepLater = delayed(sweep, sweepDelay);
  sweep();
  let attached: Execution | undefined;
  const execution: Execution = {
    invoke: (request) => {
      if (!attached) throw new AwsError('ServiceException', 'The server is still starting.', 500);
      return attached.invoke(request);
    },
    prepare: (version) => attached?.prepare(version),
    retire: (functionArn) => {
      attached?.retire(functionArn);
      sweepLater();
    },
  };
  const control: LambdaControl = {
    store,
    code,
    publicLayers: createPublicLayers(code, deps.config.cacheDir),
    catalogue,
    roles: deps.roles,
    config: deps.config,
    readObject: deps.readObject,
    hasBucket: deps.hasBucket ?? (() => true),
    apiUrl: deps.apiUrl,
    codeUrl: deps.codeUrl,
    execution: () => execution,
  };
  return {
    service: { id: 'lambda', operations: operations(control) },
    catalogue,
    invoker: {
      invoke: (request) => execution.invoke(request),
      allows: (tenant, functionName, principal, sourceArn) => {
        const { name, qualifier } = parseFunctionName(tenant, functionName);
        return policyAllows(store, tenant, name, qualifier, principal, sourceArn);
      },
    },
    functionUrls: createFunctionUrlDoor({
      store: openFunctionUrlStore(deps.controlPlane),
      identify: deps.identifyUrlCaller,
      allows: (tenant, ...call) => policyAllowsUrl(store, tenant, ...call),
      invoke: (request) => execution.invoke(request),
      metricSink: deps.metricSink,
    }),
    attachExecution: (newExecution) => {
      attached = newExecution;
    },
    close: async () => {
      await sweeping;
      await code.close();
    },
  };
}

/** Runs `work` once, this many milliseconds after the first of any number of calls; never keeps the process alive. */
function delayed(work: () => unknown, milliseconds: number): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      work();
    }, milliseconds).unref();
  };
}

function operations(control: LambdaControl): Service['operations'] {
  return {
    AddLayerVersionPermission: addLayerVersionPermission(control),
    AddPermission: addPermission(control),
    CreateAlias: createAlias(control),
    CreateEventSourceMapping: createEventSourceMapping(control),
    CreateFunction: createFunction(control),
    CreateFunctionUrlConfig: createFunctionUrlConfig(control),
    DeleteAlias: deleteAlias(control),
    DeleteEventSourceMapping: deleteEventSourceMapping(control),
    DeleteFunction: deleteFunction(control),
    DeleteFunctionConcurrency: deleteFunctionConcurrency(control),
    DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig(control),
    DeleteFunctionUrlConfig: deleteFunctionUrlConfig(control),
    DeleteLayerVersion: deleteLayerVersion(control),
    DeleteProvisionedConcurrencyConfig: deleteProvisionedConcurrencyConfig(control),
    GetAccountSettings: getAccountSettings(control),
    GetAlias: getAlias(control),
    GetEventSourceMapping: getEventSourceMapping(control),
    GetFunction: getFunction(control),
    GetFunctionConcurrency: getFunctionConcurrency(control),
    GetFunctionConfiguration: getFunctionConfiguration(control),
    GetLayerVersion: getLayerVersion(control),
    GetLayerVersionPolicy: getLayerVersionPolicy(control),
    GetLayerVersionByArn: getLayerVersionByArn(control),
    GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig(control),
    GetFunctionRecursionConfig: getFunctionRecursionConfig(control),
    GetRuntimeManagementConfig: getRuntimeManagementConfig(control),
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig(control),
    GetFunctionUrlConfig: getFunctionUrlConfig(control),
    GetPolicy: getPolicy(control),
    GetProvisionedConcurrencyConfig: getProvisionedConcurrencyConfig(control),
    Invoke: invoke(control),
    InvokeAsync: invokeAsync(control),
    InvokeWithResponseStream: invokeWithResponseStream(control),
    ListAliases: listAliases(control),
    ListEventSourceMappings: listEventSourceMappings(control),
    ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs(control),
    ListFunctionUrlConfigs: listFunctionUrlConfigs(control),
    ListFunctions: listFunctions(control),
    ListLayerVersions: listLayerVersions(control),
    ListLayers: listLayers(control),
    ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs(control),
    ListTags: listTags(control),
    ListVersionsByFunction: listVersionsByFunction(control),
    PublishLayerVersion: publishLayerVersion(control),
    PublishVersion: publishVersion(control),
    PutFunctionConcurrency: putFunctionConcurrency(control),
    PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig(control),
    PutFunctionRecursionConfig: putFunctionRecursionConfig(control),
    PutProvisionedConcurrencyConfig: putProvisionedConcurrencyConfig(control),
    RemoveLayerVersionPermission: removeLayerVersionPermission(control),
    RemovePermission: removePermission(control),
    TagResource: tagResource(control),
    UntagResource: untagResource(control),
    UpdateAlias: updateAlias(control),
    UpdateEventSourceMapping: updateEventSourceMapping(control),
    UpdateFunctionCode: updateFunctionCode(control),
    UpdateFunctionConfiguration: updateFunctionConfiguration(control),
    UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig(control),
    UpdateFunctionUrlConfig: updateFunctionUrlConfig(control),
  };
}
