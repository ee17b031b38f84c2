/** Ids as both API Gateways make them. */
import { randomInt } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ten characters for APIs and resources of REST APIs, seven for routes and integrations, six for deployments. */
export function newId(length: number): string {
  let id = '';
  for (let i = 0; i < length; i++) id += alphabet.charAt(randomInt(alphabet.length));
  return id;
}
