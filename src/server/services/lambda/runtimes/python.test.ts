import { expect, it } from 'vitest';
import { pythonPackages } from './python.ts';

it('gives older interpreters a client and an SDK that run on them, so that boto3 is always there', () => {
  expect(pythonPackages('3.8')).toEqual(['awslambdaric==2.2.1', 'boto3==1.37.38']);
  expect(pythonPackages('3.9')).toEqual(['awslambdaric==4.0.4', 'boto3==1.40.4']);
  expect(pythonPackages('3.10')).toEqual(pythonPackages('3.14'));
});
