import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { DigestAnswer, DigestMessage } from './digest-thread.ts';
import { PieceTags } from './piece-tags.ts';

/** The other side of `DigestThread`. */
const streams = new Map<number, { readonly sha256: Hash; readonly tags: PieceTags }>();

parentPort?.on('message', (message: DigestMessage) => {
  parentPort?.postMessage(answerTo(message));
});

function answerTo({ stream, tagKey, piece, isLast }: DigestMessage): DigestAnswer {
  const { sha256, tags } = streams.get(stream) ?? {
    sha256: createHash('sha256'),
    tags: new PieceTags(tagKey),
  };
  if (piece !== null) {
    sha256.update(piece);
    tags.update(piece);
  }
  if (isLast) streams.delete(stream);
  else streams.set(stream, { sha256, tags });
  return isLast && piece !== null ? { sha256: sha256.digest('hex'), tags: tags.finish() } : null;
}
