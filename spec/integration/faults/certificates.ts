import { generate } from 'selfsigned';

/** A certificate with its private key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** What the faulty service shows to callers, and the authority that they trust. */
export interface Certificates {
  readonly authority: string;
  readonly good: Identity;
  readonly expired: Identity;
  readonly wrongHost: Identity;
  /** Of an authority that nobody trusts. */
  readonly unknown: Identity;
}

const DAY_MS = 86_400_000;
const options = { keyType: 'ec', algorithm: 'sha256' } as const;

async function makeAuthority(name: string): Promise<Identity> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { cert, key };
}

async function issue(ca: Identity, address: string, notAfterDate = new Date(Date.now() + DAY_MS)): Promise<Identity> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'service' }], {
    ...options,
    ca,
    notBeforeDate: new Date(Date.now() - 2 * DAY_MS),
    notAfterDate,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: address }] }],
  });
  return { cert, key };
}

/** Makes new certificates for 127.0.0.1. */
export async function makeCertificates(): Promise<Certificates> {
  const trusted = await makeAuthority('An authority of this test');
  const address = '127.0.0.1';
  return {
    authority: trusted.cert,
    good: await issue(trusted, address),
    expired: await issue(trusted, address, new Date(Date.now() - DAY_MS)),
    wrongHost: await issue(trusted, '192.0.2.1'),
    unknown: await issue(await makeAuthority('Another authority'), address),
  };
}
