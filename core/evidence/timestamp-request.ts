import { fromBER, Integer, Null, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  id_sha256,
  MessageImprint,
  PKIStatus,
  TimeStampReq,
  TimeStampResp,
} from 'pkijs';

export const TIMESTAMP_QUERY = 'application/timestamp-query';
export const TIMESTAMP_REPLY = 'application/timestamp-reply';

/** TimeStampReq (RFC 3161, section 2.4.1), DER. The nonce is positive: its first bit is 0. */
export function timestampRequest(sha256: Uint8Array, nonce: Uint8Array): Uint8Array {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({
        algorithmId: id_sha256,
        algorithmParams: new Null(),
      }),
      hashedMessage: new OctetString({ valueHex: Uint8Array.from(sha256) }),
    }),
    nonce: new Integer({ valueHex: Uint8Array.from(nonce) }),
    certReq: true,
  });
  return new Uint8Array(request.toSchema().toBER());
}

/**
 * The TimeStampToken of a TimeStampResp (section 2.4.2), byte for byte as it came. Throws a TypeError
 * with what the authority says when it grants none.
 */
export function tokenOfReply(reply: Uint8Array): Uint8Array {
  const parsed = fromBER(Uint8Array.from(reply));
  if (parsed.offset === -1) throw new TypeError('the answer is no DER');
  const { status } = new TimeStampResp({ schema: parsed.result });
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods) {
    const said = status.statusStrings?.map((text) => text.valueBlock.value).join('; ') ?? '';
    throw new TypeError(`the authority refused (status ${status.status}) ${said}`.trim());
  }
  const token = partsOf(fromBER(Uint8Array.from(reply)).result)[1];
  if (!(token instanceof Sequence)) throw new TypeError('the answer holds no token');
  return Uint8Array.from(token.valueBeforeDecodeView);
}

function partsOf(block: unknown): readonly unknown[] {
  return block instanceof Sequence ? block.valueBlock.value : [];
}

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
