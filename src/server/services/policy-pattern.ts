/**
 * The wildcard patterns of AWS policies: `*` for any run of characters, `?` for one. Used by IAM's policy evaluation and by the
 * resource policies of Lambda (IAM User Guide, "IAM JSON policy elements: Resource").
 */

/** Does `text` match `pattern`, character by character? Linear in time for one `*`, never exponential. */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/**
 * Compares ARNs as `ArnLike` does: each of the six parts by itself, so that a `*` does not run over a colon (but for the last
 * part, which may hold colons).
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const patternParts = arnParts(pattern);
  const parts = arnParts(arn);
  if (patternParts.length !== parts.length) return pattern === '*';
  return parts.every((part, index) => matchesPattern(patternParts[index] ?? '', part));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
