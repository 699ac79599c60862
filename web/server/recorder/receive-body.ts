import { CIPHER_END_BYTES } from '@workcompanion/core/crypto/plain-size';
import { SegmentDigest, type SegmentDigests } from '@workcompanion/core/crypto/segment-digest';
import { AppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { HotStore, KeptPart, StagedBlob } from '@workcompanion/core/storage/hot/hot-store';
import type { SegmentStatement } from './check-segment.ts';

export interface ReceivedBody extends SegmentDigests {
  /** The last bytes of the ciphertext: they tell the size of the plain text. */
  readonly end: Uint8Array;
}

interface Body {
  readonly source: AsyncIterable<Uint8Array>;
  /** What an earlier attempt has kept of it; as much of that as precedes `source`. */
  readonly kept: KeptPart | null;
  /** Compact JWS. */
  readonly statement: string;
}

/**
 * Puts a body into the hot store, where it is nobody's yet; the whole has then the length and digests
 * stated. Throws `truncated-body`, `body-too-large`, `digest-mismatch`, `upload-offset-mismatch`,
 * `storage-full`.
 */
export async function receiveBody(
  hot: HotStore,
  segment: SegmentStatement,
  { source, kept, statement }: Body,
): Promise<{ readonly staged: StagedBlob; readonly body: ReceivedBody }> {
  const digest = new BodyDigest();
  const upload = {
    device: segment.device,
    segment: segment.segment,
    key: statedObjectKey(segment),
    bytes: segment.bytes,
    md5: segment.md5,
    sha256: segment.sha256,
    statement,
  };
  const whole = joined(kept === null ? null : hot.takeOver(kept), unlessBroken(source));
  const staged = await hot.stage(upload, proved(whole, segment, digest));
  return { staged, body: digest.finish() };
}

/** Where the bytes lie that a statement tells of. */
function statedObjectKey({ segment, device, start, sha256 }: SegmentStatement): string {
  return segmentObjectKey({
    id: segment,
    deviceId: device,
    startsAt: start,
    sha256,
    hasDigestInKey: true,
  });
}

/** What is known of ciphertext once it has passed by. */
export class BodyDigest {
  readonly #digest = new SegmentDigest();
  #end: Uint8Array = new Uint8Array();
  #finished: ReceivedBody | null = null;

  get bytes(): number {
    return this.#digest.bytes;
  }

  update(chunk: Uint8Array): void {
    this.#digest.update(chunk);
    this.#end =
      chunk.length >= CIPHER_END_BYTES
        ? chunk.slice(-CIPHER_END_BYTES)
        : Buffer.concat([this.#end, chunk]).subarray(-CIPHER_END_BYTES);
  }

  finish(): ReceivedBody {
    this.#finished ??= { ...this.#digest.finish(), end: this.#end };
    return this.#finished;
  }
}

/** Passes a body on, and throws before its end unless it is the one stated. */
async function* proved(
  source: AsyncIterable<Uint8Array>,
  segment: SegmentStatement,
  digest: BodyDigest,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    digest.update(chunk);
    if (digest.bytes > segment.bytes) {
      throw new AppError(
        'body-too-large',
        `The body goes on after the ${segment.bytes} bytes stated.`,
      );
    }
    yield chunk;
  }
  assertWhole(segment, digest.finish());
}

async function* joined(
  first: AsyncIterable<Uint8Array> | null,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first !== null) yield* first;
  yield* rest;
}

/** A connection that breaks is the sender's `truncated-body`, and no fault of the server. */
async function* unlessBroken(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new AppError('truncated-body', 'The connection broke before the body ended.', { cause });
  }
}

function assertWhole(segment: SegmentStatement, received: ReceivedBody): void {
  if (received.bytes < segment.bytes) {
    throw new AppError(
      'truncated-body',
      `The body ended after ${received.bytes} of ${segment.bytes} bytes.`,
    );
  }
  if (received.md5 === segment.md5 && received.sha256 === segment.sha256) return;
  throw new AppError('digest-mismatch', 'The bytes received are not the ones that were signed.');
}
