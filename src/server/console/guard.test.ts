import { describe, expect, test } from 'vitest';
import { refuseCall, refuseHost, refuseRead, tokenEquals } from './guard.ts';

describe('host names', () => {
  test.each(['localhost', 'localhost:4567', '127.0.0.1:4567', '[::1]:4567', 'LOCALHOST:9000'])('%s is ours', (host) => {
    expect(refuseHost({ host }, '127.0.0.1')).toBeUndefined();
  });

  test.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.5:4567',
    'localhost:4567:1',
    'a@localhost',
    '[::1',
    'localhost/',
  ])('%s is not, on loopback', (host) => expect(refuseHost({ host }, '127.0.0.1')?.status).toBe(421));

  test('a server bound wider answers to addresses, which no DNS can forge, and to its own name', () => {
    expect(refuseHost({ host: '10.0.0.5:4567' }, '0.0.0.0')).toBeUndefined();
    expect(refuseHost({ host: '[fd00::1]:4567' }, '::')).toBeUndefined();
    expect(refuseHost({ host: 'build-box:4567' }, 'build-box')).toBeUndefined();
    expect(refuseHost({ host: 'evil.example' }, '0.0.0.0')?.status).toBe(421);
  });
});

test('pages may be linked to from anywhere, and be part of nothing', () => {
  expect(refuseRead({})).toBeUndefined();
  expect(
    refuseRead({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }),
  ).toBeUndefined();
  expect(refuseRead({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })?.status).toBe(
    403,
  );
  expect(refuseRead({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' })?.status).toBe(403);
});

test('a call must say where it comes from', () => {
  const sound = { host: 'localhost:4567', 'content-type': 'application/json', 'x-radiograph-token': 'secret' };
  expect(refuseCall('POST', sound, 'secret')?.status).toBe(403);
  expect(refuseCall('POST', { ...sound, origin: 'http://localhost:4567' }, 'secret')).toBeUndefined();
  expect(refuseCall('POST', { ...sound, origin: 'http://localhost:4566' }, 'secret')?.status).toBe(403);
  expect(
    refuseCall('POST', { ...sound, origin: 'http://localhost:4567', 'content-type': 'application/jsonx' }, 'secret')?.status,
  ).toBe(415);
  expect(refuseCall('GET', { ...sound, origin: 'http://localhost:4567' }, 'secret')?.status).toBe(405);
});

test('an empty token equals no token', () => {
  expect(tokenEquals('', 'secret')).toBe(false);
  expect(tokenEquals(undefined, 'secret')).toBe(false);
  expect(tokenEquals('secret', 'secret')).toBe(true);
});
