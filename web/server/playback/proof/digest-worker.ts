import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { DigestAnswer, DigestMessage } from './digest-thread.ts';

/** The other side of `DigestThread`. */
const streams = new Map<number, Hash>();

parentPort?.on('message', (message: DigestMessage) => {
  parentPort?.postMessage(answerTo(message));
});

function answerTo({ stream, piece, isLast }: DigestMessage): DigestAnswer {
  const sha256 = streams.get(stream) ?? createHash('sha256');
  if (piece !== null) sha256.update(piece);
  if (isLast) streams.delete(stream);
  else streams.set(stream, sha256);
  return isLast && piece !== null ? sha256.digest('hex') : null;
}
