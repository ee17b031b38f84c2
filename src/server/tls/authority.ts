/**
 * A certificate authority of this data directory alone. Inside a function's environment `*.amazonaws.com` and `*.on.aws` resolve to the
 * environment's own door, and clients that insist on TLS on port 443 (old SDKs, Node's cfn-response) must trust what answers there.
 *
 * The key never leaves the data directory, the certificate is trusted only inside environments, and names other than AWS's are
 * not signed.
 */
import { webcrypto } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 86_400_000;

export interface CertificateAuthority {
  /** PEM, for the trust stores of environments. */
  readonly certificate: string;
  /** A context for one server name; made on first use, kept after. Rejects names that are not AWS's. */
  contextFor(serverName: string): Promise<SecureContext>;
}

/** Reads the authority of `directory`, or makes it. The key file is readable by its owner only. */
export async function openCertificateAuthority(directory: string): Promise<CertificateAuthority> {
  x509.cryptoProvider.set(webcrypto as never);
  const keyFile = join(directory, 'ca.key.pem');
  const certificateFile = join(directory, 'ca.pem');
  if (!existsSync(keyFile) || !existsSync(certificateFile) || !isGood(readFileSync(certificateFile, 'utf8')))
    await create(keyFile, certificateFile);
  const certificate = readFileSync(certificateFile, 'utf8');
  const issuer = new x509.X509Certificate(certificate);
  const issuerKey = await importKey(readFileSync(keyFile, 'utf8'));
  const contexts = new Map<string, Promise<SecureContext>>();
  return {
    certificate,
    contextFor: (serverName) => {
      const name = serverName.toLowerCase();
      if (!/^[a-z0-9*.-]+\.(?:amazonaws\.com|on\.aws)$/.test(name))
        return Promise.reject(new Error(`no certificate for ${name}`));
      // One certificate for a whole level of names: a function cannot make the server sign without end.
      const wildcard = name.replace(/^[^.]+/, '*');
      let context = contexts.get(wildcard);
      if (!context) {
        context = issue(issuer, issuerKey, [wildcard, name]);
        if (contexts.size < 200) contexts.set(wildcard, context);
      }
      return context;
    },
  };
}

/** Lasts a while, and names its key: Python verifies strictly since 3.13, and refuses an authority that does not (RFC 5280, 4.2.1.2). */
function isGood(pem: string): boolean {
  const certificate = new x509.X509Certificate(pem);
  return (
    certificate.notAfter.getTime() > Date.now() + 30 * day &&
    certificate.getExtension(x509.SubjectKeyIdentifierExtension) !== null
  );
}

async function create(keyFile: string, certificateFile: string): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Radiograph local authority',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 3650 * day),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writeFileSync(keyFile, await exportKey(keys.privateKey), { mode: 0o600 });
  chmodSync(keyFile, 0o600);
  writeFileSync(certificateFile, certificate.toString('pem'));
}

async function issue(
  issuer: x509.X509Certificate,
  issuerKey: webcrypto.CryptoKey,
  names: readonly string[],
): Promise<SecureContext> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${names[0] ?? ''}`,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: issuerKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 397 * day),
    extensions: [
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return createSecureContext({
    key: await exportKey(keys.privateKey),
    cert: [certificate.toString('pem'), issuer.toString('pem')].join('\n'),
  });
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), algorithm, true, ['sign']);
}
