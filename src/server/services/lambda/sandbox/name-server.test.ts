import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { answerLocally, type Forward, hostResolvers, serveNames } from './name-server.ts';

describe('the name server of an environment', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function serve(forward: Forward | undefined): Promise<string> {
    const socket = createSocket('udp4');
    closers.push(() => socket.close());
    serveNames(socket, forward);
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return `127.0.0.1:${(socket.address() as AddressInfo).port}`;
  }

  function resolver(server: string): Resolver {
    const asking = new Resolver({ timeout: 2_000, tries: 1 });
    asking.setServers([server]);
    return asking;
  }

  it('keeps every AWS name in the environment, in any case and depth', async () => {
    const names = resolver(await serve(undefined));
    for (const name of [
      'sts.us-east-1.amazonaws.com',
      'B.s3.US-east-1.AmazonAWS.com',
      'amazonaws.com',
      'x.lambda-url.us-east-1.on.aws',
    ])
      expect(await names.resolve4(name), name).toEqual(['127.0.0.1']);
    await expect(names.resolve6('xray.us-east-1.amazonaws.com')).rejects.toThrow('ENODATA');
  });

  it('knows nothing else where there is no way out', async () => {
    const names = resolver(await serve(undefined));
    await expect(names.resolve4('notamazonaws.com')).rejects.toThrow('ENOTFOUND');
  });

  it('asks the host for the rest, never for AWS names', async () => {
    const upstream = await serve(undefined);
    let asked = 0;
    const host = hostResolvers([upstream]);
    const names = resolver(
      await serve((query) => {
        asked += 1;
        return host(query);
      }),
    );
    await expect(names.resolve4('example.com')).rejects.toThrow('ENOTFOUND');
    expect(await names.resolve4('lambda.eu-west-1.amazonaws.com')).toEqual(['127.0.0.1']);
    expect(asked).toBe(1);
    await expect(resolver(await serve(() => Promise.reject(new Error('down')))).resolve4('example.com')).rejects.toThrow(
      'ESERVFAIL',
    );
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (bytes, alone) => {
        const answer = answerLocally(bytes, alone);
        if (answer instanceof Uint8Array) expect([...answer.subarray(0, 2)]).toEqual([...bytes.subarray(0, 2)]);
      }),
    );
  });
});
