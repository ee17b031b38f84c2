/**
 * The one place where layers that AWS or vendors publish (Powertools of 017000801446 and 094274105915, ADOT of 901920570463 and
 * 615299751070) will be turned into code on this machine. None is yet: such an ARN is answered like any other that does not exist.
 */
import type { StoredLayerVersion } from '../store.ts';
import type { LayerVersionName } from './layer-arn.ts';

export function findPublicLayer(_name: LayerVersionName): StoredLayerVersion | undefined {
  return undefined;
}
