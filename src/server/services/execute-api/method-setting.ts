/** A stage's settings of a method: its own, else those of all methods. */
import type { RestMethodSetting, RestStage } from '../rest-api.ts';
import type { Route } from './routes.ts';

/** Keys are `RESOURCE/METHOD` as the control plane stores them: `pets/{id}/GET`, and `*` for both. */
export function methodSetting(stage: RestStage, { resource, method }: Route): RestMethodSetting | undefined {
  const path = resource.path === '/' ? '/' : resource.path.slice(1);
  const settings = stage.methodSettings ?? {};
  return settings[`${path}/${method.httpMethod}`] ?? settings['*/*'];
}
