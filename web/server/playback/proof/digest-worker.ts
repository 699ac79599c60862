import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { DigestAnswer, DigestMessage } from './digest-thread.ts';

/** The other side of `DigestThread`. */
const streams = new Map<number, Hash>();

parentPort?.on('message', (message: DigestMessage) => {
  parentPort?.postMessage(answerTo(message));
});

function answerTo({ stream, piece }: DigestMessage): DigestAnswer {
  const sha256 = streams.get(stream) ?? createHash('sha256');
  if (piece === null) {
    streams.delete(stream);
    return sha256.digest('hex');
  }
  streams.set(stream, sha256.update(piece));
  return null;
}
