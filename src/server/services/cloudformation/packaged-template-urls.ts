/**
 * `sam` packages a nested stack's template to S3 and writes its address from its own endpoint: `http://127.0.0.1:4566/BUCKET/HASH.template`.
 * `sam delete` reads the template again and ends with an error for any address that does not begin with `https://s3`. So a template is
 * given back with the address that sam would have written for AWS.
 *
 * Who calls it: operations/get-template.ts. Listed in docs/reference/known-differences.md.
 */

/** Loopback, a bucket, perhaps a prefix, and the name that sam gives: the digest of the content. */
const packaged =
  /\bhttps?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|[\w.-]+\.localhost)(?::\d+)?(\/[^\s"'/]+\/(?:[^\s"']+\/)?[0-9a-f]{32}\.template)\b/g;

export function withAwsTemplateUrls(templateText: string, region: string): string {
  return templateText.replace(packaged, `https://s3.${region}.amazonaws.com$1`);
}
