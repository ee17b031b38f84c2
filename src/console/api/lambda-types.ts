/**
 * The members of Lambda's and CloudWatch Logs' answers that the pages read, as JSON has them. Everything may be absent: the answer is
 * not the page's to trust. AWS pages: "FunctionConfiguration", "AliasConfiguration", "FilteredLogEvent".
 */
export interface FunctionConfiguration {
  readonly FunctionName?: string | undefined;
  readonly FunctionArn?: string | undefined;
  readonly Runtime?: string | undefined;
  readonly Role?: string | undefined;
  readonly Handler?: string | undefined;
  readonly CodeSize?: number | undefined;
  readonly Description?: string | undefined;
  /** Seconds. */
  readonly Timeout?: number | undefined;
  /** MB. */
  readonly MemorySize?: number | undefined;
  /** `2026-01-01T00:00:00.000+0000`. */
  readonly LastModified?: string | undefined;
  readonly Version?: string | undefined;
  readonly State?: string | undefined;
  readonly StateReason?: string | undefined;
  readonly LastUpdateStatus?: string | undefined;
  readonly LastUpdateStatusReason?: string | undefined;
  readonly PackageType?: string | undefined;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> | undefined } | undefined;
  readonly TracingConfig?: { readonly Mode?: string | undefined } | undefined;
  readonly Layers?: readonly { readonly Arn?: string | undefined }[] | undefined;
  readonly Architectures?: readonly string[] | undefined;
  readonly EphemeralStorage?: { readonly Size?: number | undefined } | undefined;
  readonly LoggingConfig?: { readonly LogFormat?: string | undefined; readonly LogGroup?: string | undefined } | undefined;
}

export interface ListFunctionsResult {
  readonly Functions?: readonly FunctionConfiguration[] | undefined;
  readonly NextMarker?: string | undefined;
}

export interface ListVersionsResult {
  readonly Versions?: readonly FunctionConfiguration[] | undefined;
  readonly NextMarker?: string | undefined;
}

export interface AliasConfiguration {
  readonly Name?: string | undefined;
  readonly FunctionVersion?: string | undefined;
  readonly Description?: string | undefined;
  readonly RoutingConfig?: { readonly AdditionalVersionWeights?: Readonly<Record<string, number>> | undefined } | undefined;
}

export interface ListAliasesResult {
  readonly Aliases?: readonly AliasConfiguration[] | undefined;
  readonly NextMarker?: string | undefined;
}

export interface ListFunctionUrlConfigsResult {
  readonly FunctionUrlConfigs?:
    | readonly {
        readonly FunctionUrl?: string | undefined;
        readonly FunctionArn?: string | undefined;
        readonly AuthType?: string | undefined;
      }[]
    | undefined;
}

export interface GetFunctionConcurrencyResult {
  readonly ReservedConcurrentExecutions?: number | undefined;
}

export interface FilterLogEventsResult {
  readonly events?: readonly LogEvent[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface LogEvent {
  readonly logStreamName?: string | undefined;
  /** Milliseconds since 1970. */
  readonly timestamp?: number | undefined;
  readonly message?: string | undefined;
}
