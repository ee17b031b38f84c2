/** What the data plane asks of the control plane (`FunctionCatalogue`): the version to run, its concurrency, its code. */
import { randomInt } from 'node:crypto';
import type { CodeStore } from './code/code-store.ts';
import { functionNotFound } from './errors.ts';
import { findVersion } from './find-function.ts';
import type { FunctionCatalogue } from './function.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import { asOf, now } from './lifecycle.ts';
import type { LambdaStore, StoredAlias } from './store.ts';

export function createCatalogue(store: LambdaStore, code: CodeStore): FunctionCatalogue {
  return {
    resolve(tenant, functionName, qualifier) {
      const named = parseFunctionName(tenant, functionName, qualifier);
      // What is not there is named with the version that was meant, here only.
      const found = findVersion(store, tenant, named.name, named.qualifier ?? '$LATEST');
      const number = found.alias === undefined ? found.version.version : drawVersion(found.alias, randomInt(2 ** 32) / 2 ** 32);
      const drawn = number === found.version.version ? found.version : store.versions.get(tenant, `${found.name}:${number}`);
      if (!drawn) throw functionNotFound(functionArn(tenant, found.name, found.qualifier));
      return asOf(drawn, now());
    },
    reservedConcurrency(version) {
      return store.functions.get(version, version.functionName)?.reservedConcurrency;
    },
    eventInvokeConfig(version, invokedArn) {
      const qualifier = invokedArn.split(':')[7] ?? '$LATEST';
      return store.eventInvokeConfigs.get(version, `${version.functionName}:${qualifier}`);
    },
    codeDirectory: (codeSha256) => code.directory(codeSha256),
  };
}

/** @param draw from 0 up to but not including 1: below the additional version's weight, that version runs. */
export function drawVersion(alias: StoredAlias, draw: number): string {
  for (const [version, weight] of Object.entries(alias.additionalVersionWeights)) if (draw < weight) return version;
  return alias.functionVersion;
}
