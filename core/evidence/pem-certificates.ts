import { Certificate } from 'pkijs';

const PEM = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g;

/** All certificates of a PEM file. Throws a TypeError when there is none. */
export function pemCertificates(pem: string): readonly Certificate[] {
  const found = [...pem.matchAll(PEM)].map(([, base64 = '']) =>
    Certificate.fromBER(Uint8Array.from(atob(base64.replace(/\s/g, '')), byteOf)),
  );
  if (found.length === 0) throw new TypeError('there is no certificate in the PEM file');
  return found;
}

function byteOf(character: string): number {
  return character.charCodeAt(0);
}
