/** Functions that encode and hash text, as UTF-8. A missing text makes the result missing, and so does one that cannot be decoded. */
import { createHash } from 'node:crypto';
import type { Value } from '../values.ts';
import { textOf } from '../values.ts';
import type { QueryFunction } from './functions.ts';

export const encodingFunctions: Readonly<Record<string, QueryFunction>> = {
  urlencode: of(encodeURIComponent),
  urldecode: of((text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return undefined;
    }
  }),
  base64encode: of((text) => Buffer.from(text).toString('base64')),
  base64decode: of((text) => (/^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString() : undefined)),
  md5: of((text) => createHash('md5').update(text).digest('hex')),
  sha256: of((text) => createHash('sha256').update(text).digest('hex')),
};

function of(apply: (text: string) => string | undefined): QueryFunction {
  return {
    args: [1, 1],
    apply: ([value]) => {
      const text = textOf(value as Value);
      return text === undefined ? undefined : apply(text);
    },
  };
}
