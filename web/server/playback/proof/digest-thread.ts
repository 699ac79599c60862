import { Worker } from 'node:worker_threads';
import { AppError } from '@workcompanion/core/errors';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';

/** What the thread is told. */
export interface DigestMessage {
  readonly stream: number;
  readonly tagKey: Uint8Array;
  /** Null: nobody wants to know any more. */
  readonly piece: Uint8Array | null;
  readonly isLast: boolean;
}

/** What is known of a stream at its end. */
interface StreamProof {
  /** In lower-case hex. */
  readonly sha256: string;
  /** As `PieceTags` makes them. */
  readonly tags: Uint8Array;
}

/** To the last piece what all together are; null to others. */
export type DigestAnswer = StreamProof | null;

/** Hashes one stream of bytes. */
export interface StreamDigest {
  /** Resolves when the piece is needed no more; until then nobody may write to it. */
  update(piece: Uint8Array): Promise<null>;
  /** The proof of all pieces and this last one. */
  digest(last: Uint8Array): Promise<StreamProof>;
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
  readonly #pieces = new PiecePool({ isShared: true });

  /** `tagKey` is that of the pieces' tags. */
  begin(tagKey: Uint8Array): StreamDigest {
    this.#streams += 1;
    const stream = this.#streams;
    this.#thread ??= this.#start();
    const thread = this.#thread;
    const gathered = new GatheredPieces(this.#pieces);
    let isOver = false;
    const ask = (piece: Uint8Array | null, isLast: boolean) =>
      this.#ask(thread, { stream, tagKey, piece, isLast });
    const askGathered = async (piece: Uint8Array): Promise<null> => {
      await ask(piece, false);
      this.#pieces.giveBack(piece);
      return null;
    };
    return {
      update: async (piece) => {
        if (!isShared(piece)) {
          const full = gathered.add(piece);
          await Promise.all(full.map(askGathered));
          return null;
        }
        const before = gathered.takeAll();
        await Promise.all([before && askGathered(before), ask(piece, false)]);
        return null;
      },
      digest: async (last) => {
        const before = gathered.takeAll();
        const earlier = before && askGathered(before);
        isOver = true;
        const [proof] = await Promise.all([ask(last, true), earlier]);
        if (proof === null) throw threadEnded();
        return proof;
      },
      end: () => {
        if (!isOver) ask(null, true).catch(() => undefined);
        isOver = true;
      },
    };
  }

  #ask(thread: RunningThread, message: DigestMessage): Promise<DigestAnswer> {
    if (thread !== this.#thread) return Promise.reject(threadEnded());
    const answer = Promise.withResolvers<DigestAnswer>();
    thread.asked.push(answer);
    thread.worker.postMessage(message);
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

function isShared({ buffer }: Uint8Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}

/** Copies small pieces into large ones that the thread can read: a turn to it costs as much as 64 KiB. */
class GatheredPieces {
  readonly #pool: PiecePool;
  #piece: Buffer | null = null;
  #length = 0;

  constructor(pool: PiecePool) {
    this.#pool = pool;
  }

  /** What is full by it. */
  add(piece: Uint8Array): readonly Uint8Array[] {
    const full: Uint8Array[] = [];
    for (let at = 0; at < piece.length; ) {
      this.#piece ??= this.#pool.take();
      const part = piece.subarray(at, at + this.#piece.length - this.#length);
      this.#piece.set(part, this.#length);
      this.#length += part.length;
      at += part.length;
      const isFull = this.#length === this.#piece.length;
      const taken = isFull ? this.takeAll() : null;
      if (taken !== null) full.push(taken);
    }
    return full;
  }

  takeAll(): Uint8Array | null {
    const taken = this.#piece?.subarray(0, this.#length) ?? null;
    this.#piece = null;
    this.#length = 0;
    return taken;
  }
}
