/** CreateUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
import type { CreateUserCommandInput, User } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { entityAlreadyExists } from '../errors.ts';
import { putUser } from '../find-entity.ts';
import { uniqueId } from '../identifiers.ts';
import { checkName, checkPath, iamArn } from '../names.ts';
import { userShape } from '../shapes.ts';
import { globalScope, type IamStore, type StoredUser } from '../store.ts';
import { mergeTags } from '../tags.ts';

export function createUser(store: IamStore) {
  return (input: CreateUserCommandInput, call: CallContext): { User: User } => {
    const userName = input.UserName ?? '';
    checkName(userName, 'userName', 64);
    const path = checkPath(input.Path);
    if (store.users.get(globalScope(call.account), userName)) {
      throw entityAlreadyExists(`User with name ${userName} already exists.`);
    }
    const user: StoredUser = {
      userName,
      path,
      userId: uniqueId('AIDA'),
      arn: iamArn(call.account, 'user', path, userName),
      createDate: new Date().toISOString(),
      tags: mergeTags({}, input.Tags),
      inlinePolicies: {},
      attachedPolicies: [],
    };
    putUser(store, call, user);
    return { User: userShape(user) };
  };
}
