/** What a stack should hold by its template: the resources whose conditions hold, and the order among them. Pure. */
import { dependencyGraph } from '../template/dependencies.ts';
import { type Evaluation, resolve, text } from '../template/intrinsics.ts';
import type { ResourceDeclaration, Template } from '../template/template.ts';

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

/** `DeletionPolicy` and `UpdateReplacePolicy` may hold functions (AWS::LanguageExtensions). */
export function policiesOf(resource: ResourceDeclaration, evaluation: Evaluation) {
  return {
    deletionPolicy: text(resolve(resource.DeletionPolicy ?? 'Delete', evaluation)),
    updateReplacePolicy: text(resolve(resource.UpdateReplacePolicy ?? 'Delete', evaluation)),
  };
}
