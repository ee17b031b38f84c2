/**
 * X-Ray sampling rules: the Default rule that every account has, in which order rules are asked, and which requests one matches.
 *
 * Who uses it: X-Ray's sampling operations, the sampler of API Gateway's stages, the console.
 * AWS page: "Configure sampling rules" (xray-console-sampling), "Sampling" (xray-api-sampling).
 */

export interface SamplingRule {
  readonly RuleName: string;
  readonly RuleARN: string;
  /** 1 to 9999, lower first; the Default rule has 10000. */
  readonly Priority: number;
  /** 0 to 1: the share of requests sampled when the reservoir is used up. */
  readonly FixedRate: number;
  /** Requests a second, over the whole account, that are sampled before the rate applies. */
  readonly ReservoirSize: number;
  readonly ServiceName: string;
  readonly ServiceType: string;
  readonly Host: string;
  readonly HTTPMethod: string;
  readonly URLPath: string;
  readonly ResourceARN: string;
  readonly Version: number;
  readonly Attributes: Readonly<Record<string, string>>;
  /** Adaptive sampling: up to which rate anomalies may raise the rate. */
  readonly SamplingRateBoost?: SamplingRateBoost | undefined;
}

export interface SamplingRateBoost {
  readonly MaxRate: number;
  /** From one boost to the next. */
  readonly CooldownWindowMinutes: number;
}

/** What is known of a request; what is not known matches every rule, but for attributes, which a rule asks for by name. */
export interface SampledRequest {
  readonly serviceName?: string | undefined;
  readonly serviceType?: string | undefined;
  readonly host?: string | undefined;
  readonly httpMethod?: string | undefined;
  readonly urlPath?: string | undefined;
  readonly resourceArn?: string | undefined;
  /** Of a stage of API Gateway: the request's headers. Names in lower case. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** The name that no other rule can have. */
export const DEFAULT_RULE = 'Default';

export function samplingRuleArn(account: string, region: string, name: string): string {
  return `arn:aws:xray:${region}:${account}:sampling-rule/${name}`;
}

/** One request a second and five percent of the rest, for everything. */
export function defaultSamplingRule(account: string, region: string): SamplingRule {
  return {
    RuleName: DEFAULT_RULE,
    RuleARN: samplingRuleArn(account, region, DEFAULT_RULE),
    Priority: 10_000,
    FixedRate: 0.05,
    ReservoirSize: 1,
    ServiceName: '*',
    ServiceType: '*',
    Host: '*',
    HTTPMethod: '*',
    URLPath: '*',
    ResourceARN: '*',
    Version: 1,
    Attributes: {},
  };
}

/** The order in which rules are asked; the first that matches decides. Rules of one priority go by name, as in AWS's SDKs. */
export function byPriority(left: SamplingRule, right: SamplingRule): number {
  return left.Priority - right.Priority || (left.RuleName < right.RuleName ? -1 : 1);
}

export function ruleMatches(rule: SamplingRule, request: SampledRequest): boolean {
  return (
    wildcardMatches(rule.ServiceName, request.serviceName) &&
    wildcardMatches(rule.ServiceType, request.serviceType) &&
    wildcardMatches(rule.Host, request.host) &&
    wildcardMatches(rule.HTTPMethod, request.httpMethod) &&
    wildcardMatches(rule.URLPath, request.urlPath) &&
    wildcardMatches(rule.ResourceARN, request.resourceArn) &&
    attributesMatch(rule.Attributes, request.attributes ?? {})
  );
}

/** Every attribute of the rule must be there. Names are those of headers, so their case does not matter. */
function attributesMatch(wanted: SamplingRule['Attributes'], given: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, pattern]) => {
    const value = given[name.toLowerCase()];
    return value !== undefined && wildcardMatches(pattern, value);
  });
}

/** `*` is any run, `?` one character; letters match in either case. Never worse than pattern times text, so no rule can hang. */
export function wildcardMatches(pattern: string, text: string | undefined): boolean {
  if (text === undefined || pattern === '*') return true;
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  let next = 0;
  while (next < given.length) {
    if (wanted[at] === '*') {
      star = at++;
      resume = next;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[next])) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}
