import { expect, test } from 'vitest';
import { withAwsTemplateUrls } from './packaged-template-urls.ts';

const hash = '1818a5574ac61c27c7c358d84030d70a';

test("sam's addresses of nested templates become AWS's", () => {
  const text = `TemplateURL: http://127.0.0.1:4566/bucket/${hash}.template\nLocation: "http://localhost:45/b/sam-app/${hash}.template"\n`;
  expect(withAwsTemplateUrls(text, 'eu-west-1')).toBe(
    `TemplateURL: https://s3.eu-west-1.amazonaws.com/bucket/${hash}.template\nLocation: "https://s3.eu-west-1.amazonaws.com/b/sam-app/${hash}.template"\n`,
  );
});

test.each([
  'AWS_ENDPOINT_URL: http://127.0.0.1:4566',
  'TemplateURL: http://127.0.0.1:4566/bucket/nested.yaml',
  `TemplateURL: https://example.com/bucket/${hash}.template`,
])('%j stays as it is', (text) => {
  expect(withAwsTemplateUrls(text, 'us-east-1')).toBe(text);
});
