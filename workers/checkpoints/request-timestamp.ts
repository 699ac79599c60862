import { randomBytes } from 'node:crypto';
import { verifyTimestamp } from '@workcompanion/core/evidence/timestamp';
import {
  type pemCertificates,
  TIMESTAMP_QUERY,
  timestampRequest,
  tokenOfReply,
} from '@workcompanion/core/evidence/timestamp-request';

const TIMEOUT_MS = 30_000;
/** A token has some kilobytes, with the certificates of a chain. */
const MOST_BYTES = 48 * 1024;
const NONCE_BYTES = 8;

export interface TimestampAuthority {
  readonly url: string;
  /** What its certificate must lead to; empty: any is taken. */
  readonly roots: ReturnType<typeof pemCertificates>;
}

export interface StampedCheckpoint {
  readonly jws: string;
  readonly hash: Buffer;
}

export interface ReceivedTimestamp {
  readonly token: Buffer;
  /** UTC µs. */
  readonly at: number;
}

/** Asks by HTTP (RFC 3161, section 3.4) and checks the answer. Throws with what was wrong with it. */
export async function requestTimestamp(
  { url, roots }: TimestampAuthority,
  { jws, hash }: StampedCheckpoint,
  stopping: AbortSignal,
): Promise<ReceivedTimestamp> {
  const nonce = newNonce();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': TIMESTAMP_QUERY },
    body: Buffer.from(timestampRequest(hash, nonce)),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (!response.ok) throw new Error(`the authority answered ${response.status}`);
  const token = tokenOfReply(await limitedBody(response));
  const verdict = await verifyTimestamp(token, Buffer.from(jws, 'ascii'), roots);
  if (!verdict.ok) throw new Error(`the answer is no time-stamp: ${verdict.problem}`);
  if (verdict.trusted === false) {
    throw new Error(`"${verdict.authority}" is not of the authority that TSA_CA_FILE names`);
  }
  if (verdict.nonce !== nonce.toString('hex')) throw new Error('the answer is to another request');
  return { token: Buffer.from(token), at: verdict.at };
}

/** Of fixed length as a DER integer: neither negative nor with a leading zero. */
function newNonce(): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  nonce[0] = 0x40 | ((nonce[0] ?? 0) & 0x3f);
  return nonce;
}

async function limitedBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
