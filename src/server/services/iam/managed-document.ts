/** The document of a customer managed policy: well-formed, and at most 6,144 characters without white space. */
import { limitExceeded } from './errors.ts';
import { checkIdentityPolicy } from './policy/check-identity.ts';

export function checkManagedDocument(document: string): string {
  checkIdentityPolicy(document, 'managed');
  if (document.replace(/\s/g, '').length > 6144) throw limitExceeded('Cannot exceed quota for PolicySize: 6144');
  return document;
}
