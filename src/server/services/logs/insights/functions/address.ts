/** Functions of IP addresses and subnets (`10.0.0.0/8`). */
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import type { Value } from '../values.ts';
import { textOf } from '../values.ts';
import type { Argument, QueryFunction } from './functions.ts';

export const addressFunctions: Readonly<Record<string, QueryFunction>> = {
  isValidIp: { args: [1, 1], apply: ([value]) => isIP(text(value)) !== 0 },
  isValidIpv4: { args: [1, 1], apply: ([value]) => isIPv4(text(value)) },
  isValidIpv6: { args: [1, 1], apply: ([value]) => isIPv6(text(value)) },
  isIpInSubnet: { args: [2, 2], apply: ([value, subnet]) => inSubnet(text(value), text(subnet)) },
  isIpv4InSubnet: { args: [2, 2], apply: ([value, subnet]) => isIPv4(text(value)) && inSubnet(text(value), text(subnet)) },
  isIpv6InSubnet: { args: [2, 2], apply: ([value, subnet]) => isIPv6(text(value)) && inSubnet(text(value), text(subnet)) },
};

const text = (argument: Argument): string => textOf(argument as Value) ?? '';

const subnets = new Map<string, BlockList | undefined>();
const mostSubnets = 1000;

function inSubnet(address: string, subnet: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (!subnets.has(subnet)) {
    if (subnets.size >= mostSubnets) subnets.clear();
    subnets.set(subnet, readSubnet(subnet));
  }
  return subnets.get(subnet)?.check(address, family === 4 ? 'ipv4' : 'ipv6') ?? false;
}

function readSubnet(subnet: string): BlockList | undefined {
  const [, network = '', bits] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(subnet) ?? [];
  const family = isIP(network);
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return list;
}
