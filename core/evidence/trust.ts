import type { Certificate } from 'pkijs';
import { z } from 'zod';
import { Sha256Base64Url } from '../protocol/primitives.ts';
import { pemCertificates } from './timestamp-request.ts';

/** What the reader knows from elsewhere: nothing of it comes out of the package. */
export interface Trust {
  /** RFC 7638 thumbprints of a server's signing keys. */
  readonly serverKeys: readonly string[];
  /** Time-stamp authorities, or what their certificates lead to. */
  readonly authorities: readonly Certificate[];
  /** Authorities (X.509) that say whose a server's key is. */
  readonly serverAuthorities: readonly Certificate[];
}

export const NO_TRUST: Trust = { serverKeys: [], authorities: [], serverAuthorities: [] };

/** The most that a list of authorities takes: those of a large country are some MB. */
export const MOST_TRUST_BYTES = 32 * 1024 * 1024;

/** `workcompanion-trust.json`, as the portal gives it out (docs/evidence-format.md). */
const TrustFile = z.object({
  kind: z.literal('workcompanion-trust'),
  v: z.literal(1),
  serverKeys: z.array(Sha256Base64Url),
  /** PEM */
  authorities: z.array(z.string()).default([]),
  serverAuthorities: z.array(z.string()).default([]),
});

/** Reads a trust file, PEM certificates, or a trusted list (ETSI TS 119 612); null for anything else. */
export function readTrust(text: string): Trust | null {
  try {
    if (text.includes('-----BEGIN CERTIFICATE-----') && !text.trimStart().startsWith('{')) {
      return { ...NO_TRUST, authorities: pemCertificates(text) };
    }
    if (text.includes('TrustServiceStatusList')) return readTrustedList(text);
    const { serverKeys, authorities, serverAuthorities } = TrustFile.parse(JSON.parse(text));
    return {
      serverKeys,
      authorities: authorities.flatMap((pem) => pemCertificates(pem)),
      serverAuthorities: serverAuthorities.flatMap((pem) => pemCertificates(pem)),
    };
  } catch {
    return null;
  }
}

/** Certificates (PEM) of authorities that say whose a server's key is; null for anything else. */
export function readServerAuthorities(text: string): Trust | null {
  try {
    return { ...NO_TRUST, serverAuthorities: pemCertificates(text) };
  } catch {
    return null;
  }
}

export function joinTrust(all: readonly Trust[]): Trust {
  return {
    serverKeys: [...new Set(all.flatMap(({ serverKeys }) => serverKeys))],
    authorities: all.flatMap(({ authorities }) => authorities),
    serverAuthorities: all.flatMap(({ serverAuthorities }) => serverAuthorities),
  };
}

const SERVICE = /<(?:\w+:)?ServiceInformation>([\s\S]*?)<\/(?:\w+:)?ServiceInformation>/g;
const TIME_STAMPS = /\/Svctype\/TSA(?:\/QTST|\/TSS-QC|\/TSS-AdESQCandQES)?\s*</;
const GRANTED = /\/Svcstatus\/(?:granted|recognisedatnationallevel)\s*</;
const CERTIFICATE = /<(?:\w+:)?X509Certificate>([\sA-Za-z0-9+/=]+)</g;

/** The authorities whose time-stamps are granted now. The list's own signature is for the reader to check. */
function readTrustedList(xml: string): Trust | null {
  const services = [...xml.matchAll(SERVICE)].map(([, service = '']) => service);
  const pems = services
    .filter((service) => TIME_STAMPS.test(service) && GRANTED.test(service))
    .flatMap((service) => [...service.matchAll(CERTIFICATE)].map(([, base64 = '']) => base64))
    .map((base64) => `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`);
  if (pems.length === 0) return null;
  return { ...NO_TRUST, authorities: pems.flatMap((pem) => pemCertificates(pem)) };
}
