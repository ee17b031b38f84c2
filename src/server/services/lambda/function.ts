/**
 * What is stored of a function: its versions, as configured. Written by the control plane (operations/), read by the data plane
 * (invocation/). Field names are AWS's, in camel case.
 */
export interface FunctionVersion {
  readonly account: string;
  readonly region: string;
  readonly functionName: string;
  /** `$LATEST` or a decimal number. */
  readonly version: string;
  /** Unqualified: `arn:aws:lambda:REGION:ACCOUNT:function:NAME`. */
  readonly functionArn: string;
  readonly description: string;
  /** `python3.12`, `nodejs22.x`, `provided.al2023`. */
  readonly runtime: string;
  readonly handler: string;
  readonly role: string;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  /** MB of `/tmp`. */
  readonly ephemeralStorage: number;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly architectures: readonly string[];
  readonly tracingMode: 'Active' | 'PassThrough';
  readonly layers: readonly FunctionLayer[];
  readonly codeSha256: string;
  /** Bytes of the zip. */
  readonly codeSize: number;
  readonly loggingConfig: {
    readonly LogFormat: 'Text' | 'JSON';
    readonly LogGroup: string;
    readonly ApplicationLogLevel?: string | undefined;
    readonly SystemLogLevel?: string | undefined;
  };
  readonly revisionId: string;
  /** `2026-01-01T00:00:00.000+0000`. */
  readonly lastModified: string;
  /** Was code given inline? (CloudFormation only.) */
  readonly state: 'Pending' | 'Active' | 'Failed';
  readonly lastUpdateStatus: 'Successful' | 'InProgress' | 'Failed' | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface FunctionLayer {
  /** `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`. */
  readonly arn: string;
  readonly codeSha256: string;
  readonly codeSize: number;
}

/** How events of a function are tried again, and where their results go. */
export interface EventInvokeSettings {
  readonly maximumRetryAttempts: number | undefined;
  /** Seconds. */
  readonly maximumEventAge: number | undefined;
  /** ARNs. */
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
}

/** Finds what an invocation runs, and where its code lies on this machine. Offered by the control plane to the data plane. */
export interface FunctionCatalogue {
  /**
   * Resolves a name or ARN with an optional qualifier (version, alias with weights, `$LATEST`).
   * @throws ResourceNotFoundException, InvalidParameterValueException and the like, as Invoke does.
   */
  resolve(tenant: { account: string; region: string }, functionName: string, qualifier?: string): FunctionVersion;
  /** Reserved concurrency of the function, undefined when none is set. */
  reservedConcurrency(version: FunctionVersion): number | undefined;
  /** Of the version or alias that was invoked; its ARN may end in the qualifier. Undefined when nothing is configured. */
  eventInvokeConfig(version: FunctionVersion, invokedArn: string): EventInvokeSettings | undefined;
  /** Read-only directory with the extracted code; extracts it when it is not there yet. */
  codeDirectory(codeSha256: string): Promise<string>;
}
