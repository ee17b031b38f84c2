import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openCertificateAuthority } from './authority.ts';

const directory = mkdtempSync(join(tmpdir(), 'radiograph-ca-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('answers for AWS names to a client that trusts the authority, also after it was opened again', async () => {
  const first = await openCertificateAuthority(directory);
  const authority = await openCertificateAuthority(directory);
  expect(authority.certificate).toBe(first.certificate);
  expect(statSync(join(directory, 'ca.key.pem')).mode & 0o777).toBe(0o600);
  const server = createServer(
    {
      SNICallback: (name, done) =>
        authority.contextFor(name).then(
          (context) => done(null, context),
          (error: Error) => done(error),
        ),
    },
    (_request, response) => response.end('hello'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, servername: 'xray.us-east-1.amazonaws.com', ca: authority.certificate, agent: false },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      },
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  server.close();
});

it('signs no other names', async () => {
  const authority = await openCertificateAuthority(directory);
  await expect(authority.contextFor('example.com')).rejects.toThrow('no certificate for example.com');
  await expect(authority.contextFor('evil-on.aws')).rejects.toThrow();
  await expect(authority.contextFor('amazonaws.com.evil.example')).rejects.toThrow();
});

it('is made anew where an older one does not name its key', async () => {
  const old = mkdtempSync(join(tmpdir(), 'radiograph-old-ca-'));
  onTestFinished(() => rmSync(old, { recursive: true }));
  x509.cryptoProvider.set(webcrypto as never);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=old', keys, signingAlgorithm: algorithm, notAfter: new Date(Date.now() + 1e11) },
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  writeFileSync(join(old, 'ca.pem'), certificate.toString('pem'));
  writeFileSync(join(old, 'ca.key.pem'), '');
  const authority = await openCertificateAuthority(old);
  expect(new x509.X509Certificate(authority.certificate).getExtension(x509.SubjectKeyIdentifierExtension)).not.toBeNull();
  await expect(authority.contextFor('xray.us-east-1.amazonaws.com')).resolves.toBeDefined();
});
