/** GetUser: a stored user, or whoever is calling. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
import type { GetUserCommandInput, User } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { validationError } from '../errors.ts';
import { findUser } from '../find-entity.ts';
import { userShape } from '../shapes.ts';
import { globalScope, type IamStore } from '../store.ts';

export function getUser(store: IamStore) {
  return (input: GetUserCommandInput, call: CallContext): { User: User } => {
    if (input.UserName !== undefined) return { User: userShape(findUser(store, call, input.UserName)) };
    const { arn, userId } = call.principal;
    if (arn.includes(':assumed-role/')) throw validationError('Must specify userName when calling with non-User credentials');
    const stored = store.users.list(globalScope(call.account)).find(({ value }) => value.arn === arn);
    if (stored) return { User: userShape(stored.value) };
    // Nobody's key: the account itself, as AWS answers its root user.
    return { User: { Path: '/', UserName: undefined, UserId: userId, Arn: arn, CreateDate: new Date(0) } };
  };
}
