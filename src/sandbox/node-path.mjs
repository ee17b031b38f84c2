/**
 * ES modules found through NODE_PATH, as Lambda's Node does since version 18 and Node by itself does not
 * (lambda/latest/dg/nodejs-layers.html). Registered by bootstrap.mjs where such a folder is there.
 */
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const folders = (process.env.NODE_PATH ?? '').split(':').filter((path) => path.endsWith(`${sep}node_modules`));

export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || /^(\.|\/|[a-z]+:)/.test(specifier)) throw error;
    for (const folder of folders) {
      try {
        // What a module beside `node_modules` would find.
        return await next(specifier, { ...context, parentURL: pathToFileURL(`${folder}/../module.mjs`).href });
      } catch {
        // The next folder may have it.
      }
    }
    throw error;
  }
}
