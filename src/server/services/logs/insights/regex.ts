/**
 * Regular expressions of Logs Insights, which are Java's: `(?i)` anywhere, and group names that JavaScript does not take.
 */
export interface QueryRegex {
  readonly regex: RegExp;
  /** Names of the groups, in order; what `parse` makes fields of. */
  readonly names: readonly string[];
  /** Text that a match always has in it, when the expression is nothing but that text. */
  readonly literal: string | undefined;
}

/** Undefined for what is no regular expression. */
export function compileRegex(source: string): QueryRegex | undefined {
  const names: string[] = [];
  let flags = '';
  const translated = source
    .replace(/\(\?([ims]+)\)/g, (_, given: string) => {
      flags += given;
      return '';
    })
    .replace(/(\\.)|\(\?P?<([^=!>][^>]*)>/g, (whole: string, escaped: string | undefined, name: string | undefined) => {
      if (escaped !== undefined || name === undefined) return whole;
      names.push(name);
      return `(?<g${names.length - 1}>`;
    });
  try {
    const regex = new RegExp(translated, [...new Set(flags)].join(''));
    return { regex, names, literal: flags === '' && /^[\w :,=@"'-]+$/.test(source) ? source : undefined };
  } catch {
    return undefined;
  }
}
