/** Checks one target of PutTargets, and takes what is kept of it. */
import type { Target } from '@aws-sdk/client-eventbridge';
import type { Constraints } from './constraints.ts';
import { isJson, undefinedPlaceholders } from './delivery/input.ts';
import { parsePath } from './delivery/json-path.ts';
import { invalid, notBuilt } from './errors.ts';
import type { StoredTarget } from './store.ts';
import { checkArn, targetResource } from './target-kind.ts';

/** @param member `targets.1.member` */
export function constrainTarget(constraints: Constraints, member: string, target: Target): void {
  const { InputTransformer: transformer, RetryPolicy: retries } = target;
  constraints
    .name(`${member}.id`, target.Id)
    .length(`${member}.arn`, target.Arn, 1, 1_600)
    .length(`${member}.roleArn`, target.RoleArn, 1, 1_600)
    .length(`${member}.input`, target.Input, 0, 8_192)
    .length(`${member}.inputPath`, target.InputPath, 0, 256)
    .length(`${member}.inputTransformer.inputTemplate`, transformer?.InputTemplate, 1, 8_192)
    .count(`${member}.inputTransformer.inputPathsMap`, Object.keys(transformer?.InputPathsMap ?? {}), 0, 100)
    .range(`${member}.retryPolicy.maximumRetryAttempts`, retries?.MaximumRetryAttempts, 0, 185)
    .range(`${member}.retryPolicy.maximumEventAgeInSeconds`, retries?.MaximumEventAgeInSeconds, 60, 86_400);
}

/** What is wrong with a target by itself. @throws ValidationException */
export function checkTarget(target: Target): void {
  const { Id: id = '', Arn = '' } = target;
  checkArn(Arn);
  const { Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${id}.`);
  if (InputPath !== undefined && !parsePath(InputPath)) throw invalid(`Invalid InputPath for target ${id}.`);
  if (InputTransformer !== undefined) checkTransformer(id, InputTransformer);
}

const kept = ['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'RetryPolicy'] as const;

/** What is kept of a target. @throws ValidationException for what this server would lose, by name. */
export function storedTarget(target: Target): StoredTarget {
  const lost = Object.entries(target)
    .filter(([name, value]) => value !== undefined && !(kept as readonly string[]).includes(name))
    .map(([name]) => name);
  if (lost.length > 0) throw notBuilt(`${lost.join(', ')} of target ${target.Id}`);
  targetResource(target.Arn ?? '');
  const { Id, Arn, RoleArn, Input, InputPath, InputTransformer, RetryPolicy } = target;
  return { Id, Arn, RoleArn, Input, InputPath, InputTransformer, RetryPolicy };
}

function checkTransformer(id: string, { InputPathsMap = {}, InputTemplate = '' }: NonNullable<Target['InputTransformer']>): void {
  for (const [name, path] of Object.entries(InputPathsMap)) {
    if (name.startsWith('AWS.') || name.startsWith('aws.'))
      throw invalid(`InputPathsMap for target ${id} contains the reserved name ${name}.`);
    if (!parsePath(path)) throw invalid(`Invalid InputPath for target ${id}.`);
  }
  const [unknown] = undefinedPlaceholders(InputTemplate, Object.keys(InputPathsMap));
  if (unknown !== undefined) throw invalid(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`);
}
