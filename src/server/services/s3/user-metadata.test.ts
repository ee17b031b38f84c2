import { expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata } from './user-metadata.ts';

const utf8 = (text: string) => Buffer.from(text).toString('latin1');

it.each([
  ['abc', 'abc'],
  ['=?UTF-8?B?YWJj?=', 'abc'],
  ['=?UTF-8?Q?really_ascii?=', 'really ascii'],
  ['=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=', '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?='],
  [utf8('a_b?é'), '=?UTF-8?Q?a=5Fb=3F=C3=A9?='],
  [utf8('———'), '=?UTF-8?B?4oCU4oCU4oCU?='],
  ['é', '=?UTF-8?B?w6k=?='],
])('takes %j in and gives %j back', (sent, answered) => {
  expect(encodeMetadata(decodeMetadata({ name: sent }))).toEqual({ name: answered });
});
