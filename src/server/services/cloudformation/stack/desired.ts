/** What a stack should hold by its template: the resources whose conditions hold, and the order among them. Pure. */
import { AwsError } from '../../../wire/aws-error.ts';
import { dependencyGraph } from '../template/dependencies.ts';
import { type Evaluation, resolve, text } from '../template/intrinsics.ts';
import type { ResourceDeclaration, Template } from '../template/template.ts';
import { UnknownAttribute } from './unknown-attribute.ts';

export interface Desired {
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly graph: ReadonlyMap<string, ReadonlySet<string>>;
}

export function desiredOf(template: Template, evaluation: Pick<Evaluation, 'condition'>): Desired {
  const kept = Object.entries(template.Resources).filter(
    ([, resource]) => resource.Condition === undefined || evaluation.condition(resource.Condition),
  );
  return { resources: new Map(kept), graph: dependencyGraph(Object.fromEntries(kept), evaluation.condition) };
}

/** `DeletionPolicy` and `UpdateReplacePolicy` may hold functions. */
export function policiesOf(resource: ResourceDeclaration, evaluation: Evaluation) {
  return {
    deletionPolicy: text(resolve(resource.DeletionPolicy, evaluation) ?? 'Delete'),
    updateReplacePolicy: text(resolve(resource.UpdateReplacePolicy, evaluation) ?? 'Delete'),
  };
}

/** `Metadata` with its functions resolved; one that refers to what is not there yet stays as it is declared. */
export function metadataOf({ Metadata: metadata }: ResourceDeclaration, evaluation: Evaluation): unknown {
  try {
    return resolve(metadata, evaluation);
  } catch (cause) {
    if (cause instanceof AwsError || cause instanceof UnknownAttribute) return metadata;
    throw cause;
  }
}
