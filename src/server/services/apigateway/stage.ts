/** The rules for stages: names, variables, access logs. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
import type { RestAccessLog } from '../rest-api.ts';
import { errors } from './errors.ts';

/** @throws BadRequestException */
export function checkStageName(name: string): void {
  if (!/^\w{1,128}$/.test(name)) throw errors.stageName();
}

/** @throws BadRequestException */
export function checkVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables))
    if (!/^\w+$/.test(name) || !/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) throw errors.variable(name);
}

/** Logs go to log groups; Firehose is refused by name. @throws BadRequestException */
export function checkAccessLog({ destinationArn }: RestAccessLog): void {
  if (destinationArn === undefined) return;
  if (/^arn:aws[a-z-]*:firehose:/.test(destinationArn)) throw errors.notBuilt('An access log that goes to Firehose');
  if (!/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[\w./#-]+(?::\*)?$/.test(destinationArn)) throw errors.invalidArn();
}

/** There is no documentation, hence no version of it. @throws NotFoundException */
export function checkDocumentationVersion(version: string | undefined): void {
  if (version !== undefined) throw errors.noDocumentationVersion();
}

/** @throws BadRequestException */
export function checkCacheSize(gigabytes: string): void {
  if (!['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'].includes(gigabytes)) throw errors.cacheSize();
}
