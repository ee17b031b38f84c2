import { describe, expect, test } from 'vitest';
import { canonicalJson, givenHashLogicalId, hashedLogicalId } from './logical-id.ts';

describe('logical ids with a hash', () => {
  test('are those of AWS for the code of a version', () => {
    expect(hashedLogicalId('PublishedVersion', { S3Key: 'published-1.zip', S3Bucket: 'artifacts' })).toBe(
      'PublishedVersioned2c156440',
    );
  });

  test('take a given hash as it is, cut to ten digits', () => {
    expect(givenHashLogicalId('V', '6b86b273ff34fce1')).toBe('V6b86b273ff');
  });

  test('do not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: true, c: null }], a: 'ä' })).toBe('{"a":"\\u00e4","b":[1,{"c":null,"d":true}]}');
  });
});
