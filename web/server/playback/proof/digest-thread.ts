import { Worker } from 'node:worker_threads';
import { AppError } from '@workcompanion/core/errors';

/** What the thread is told. */
export interface DigestMessage {
  readonly stream: number;
  /** Null: nobody wants to know any more. */
  readonly piece: Uint8Array | null;
  readonly isLast: boolean;
}

/** To the last piece what all hash to, in lower-case hex; null to others. */
export type DigestAnswer = string | null;

/** SHA-256 of one stream of bytes. */
export interface StreamDigest {
  /** Resolves when the piece was hashed; until then nobody may write to it. */
  update(piece: Uint8Array): Promise<null>;
  /** The digest of all pieces and this last one, in hex. */
  digest(last: Uint8Array): Promise<string>;
  /** May be called twice, and after `digest`. */
  end(): void;
}

interface RunningThread {
  readonly worker: Worker;
  /** The thread answers in the order in which it is asked. */
  readonly asked: PromiseWithResolvers<DigestAnswer>[];
}

/**
 * Hashes what is played beside the event loop, on a thread that starts with the first piece. It would
 * be two thirds of the loop's work otherwise.
 */
export class DigestThread {
  #thread: RunningThread | null = null;
  #streams = 0;

  begin(): StreamDigest {
    this.#streams += 1;
    const stream = this.#streams;
    this.#thread ??= this.#start();
    const thread = this.#thread;
    let isOver = false;
    const ask = (piece: Uint8Array | null, isLast: boolean) =>
      this.#ask(thread, { stream, piece, isLast });
    return {
      update: async (piece) => {
        await ask(piece, false);
        return null;
      },
      digest: async (last) => {
        isOver = true;
        return (await ask(last, true)) ?? '';
      },
      end: () => {
        if (!isOver) ask(null, true).catch(() => undefined);
        isOver = true;
      },
    };
  }

  #ask(thread: RunningThread, message: DigestMessage): Promise<DigestAnswer> {
    if (thread !== this.#thread) return Promise.reject(threadEnded());
    const { piece } = message;
    const answer = Promise.withResolvers<DigestAnswer>();
    thread.asked.push(answer);
    if (piece === null || piece.buffer instanceof SharedArrayBuffer) {
      thread.worker.postMessage(message);
    } else {
      const copy = new Uint8Array(piece);
      thread.worker.postMessage({ ...message, piece: copy }, [copy.buffer]);
    }
    return answer.promise;
  }

  #start(): RunningThread {
    const worker = new Worker(new URL('digest-worker.ts', import.meta.url));
    const thread: RunningThread = { worker, asked: [] };
    let cause: unknown;
    worker.on('message', (answer: DigestAnswer) => thread.asked.shift()?.resolve(answer));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      if (this.#thread === thread) this.#thread = null;
      for (const { reject } of thread.asked.splice(0)) reject(threadEnded(cause));
    });
    // The process may end while nothing is played.
    worker.unref();
    return thread;
  }
}

function threadEnded(cause?: unknown): AppError {
  return new AppError('unavailable', 'The thread that hashes footage has ended.', { cause });
}
