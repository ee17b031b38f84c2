/**
 * The order in which CloudFormation shows parameters and outputs: that of the hash tables of Java, as its recorded answers do without
 * exception. It is the same for the same names, whatever the template's own order.
 *
 * Who calls it: shapes.ts, template/parameters.ts and template/declared-parameters.ts.
 */

/** @returns the entries as a Java `HashMap` has them that they were put into one after the other. */
export function inHashOrder<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  let size = 16;
  while (entries.length > size * 0.75) size *= 2;
  const bucket = (entry: Entry): number => {
    const hash = hashOf(keyOf(entry));
    return (hash ^ (hash >>> 16)) & (size - 1);
  };
  return [...entries].sort((left, right) => bucket(left) - bucket(right));
}

/** `String.hashCode`. */
function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}
