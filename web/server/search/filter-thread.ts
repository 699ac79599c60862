import { Worker } from 'node:worker_threads';
import { AppError } from '@workcompanion/core/errors';

/** A filter that lies in a file, and the data key that it is under. */
export interface FilterFile {
  readonly path: string;
  readonly dataKey: Uint8Array;
}

/** What the thread is told; it answers in the order in which it is asked. */
export interface FilterMessage {
  readonly filters: readonly FilterFile[];
  readonly ngrams: readonly string[];
}

/** For each filter: whether its texts may hold all n-grams. */
export type FilterAnswer = readonly boolean[];

interface RunningThread {
  readonly worker: Worker;
  readonly asked: PromiseWithResolvers<FilterAnswer>[];
}

/**
 * Looks at a few bytes of many files, on a thread that starts with the first search: a disk that is slow
 * must not hold up the event loop, and to ask for each file by itself costs ten times as much.
 */
export class FilterThread {
  #thread: RunningThread | null = null;

  mayHold(message: FilterMessage): Promise<FilterAnswer> {
    this.#thread ??= this.#start();
    const answer = Promise.withResolvers<FilterAnswer>();
    this.#thread.asked.push(answer);
    this.#thread.worker.postMessage(message);
    return answer.promise;
  }

  #start(): RunningThread {
    const worker = new Worker(new URL('filter-worker.ts', import.meta.url));
    const thread: RunningThread = { worker, asked: [] };
    let cause: unknown;
    worker.on('message', (answer: FilterAnswer) => thread.asked.shift()?.resolve(answer));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      if (this.#thread === thread) this.#thread = null;
      const ended = new AppError('unavailable', 'The thread that looks at filters has ended.', {
        cause,
      });
      for (const { reject } of thread.asked.splice(0)) reject(ended);
    });
    // The process may end while nothing is searched.
    worker.unref();
    return thread;
  }
}
