/** GetAuthorizationToken. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';

/** The first thing that a client does to push an image. @throws InvalidParameterException that says there are none here */
export const getAuthorizationToken: Operation<object, never> = () => {
  throw errors.noImages();
};
