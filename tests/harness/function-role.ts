/** The trust policy of a role that functions get. Who calls it: tests that deploy functions, by whatever client. */
export const trustsLambda = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
} as const;
