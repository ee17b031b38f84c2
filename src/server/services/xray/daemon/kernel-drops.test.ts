import { describe, expect, it } from 'vitest';
import { dropsIn } from './kernel-drops.ts';

const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  455: 0100007F:07D0 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1234 2 0000000000000000 17
  456: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1235 2 0000000000000000 3
`;

describe("the kernel's count of dropped datagrams", () => {
  it('is read from the last column of the line of the port', () => {
    expect(dropsIn(table, 2000)).toBe(17);
    expect(dropsIn(table, 8080)).toBe(3);
  });

  it('is unknown for a port without a socket and where there is no table', () => {
    expect(dropsIn(table, 2001)).toBeUndefined();
    expect(dropsIn('', 2000)).toBeUndefined();
  });
});
