import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { AppError } from '@workcompanion/core/errors';
import type { Piscina } from 'piscina';
import { openThread } from '../threads/open-thread.ts';
import type {
  EvidencePackageTask,
  EvidencePackageTaskOutcome,
  EvidencePackageThreadOptions,
  ToldProgress,
} from './evidence-package-thread-context.ts';
import type { FinishedFile, MakePackage, Making } from './make-package.ts';

/** A thread that does not stop within this time is ended. */
const STOP_GRACE_MS = 5_000;

export interface EvidencePackagePool {
  readonly make: MakePackage;
  close(): Promise<void>;
}

/**
 * One thread for everything of a package that is heavy, so that the process goes on with all else:
 * a journal of a day, hashes, AES and the zip. It starts ffmpeg.
 */
export function openEvidencePackagePool(
  options: EvidencePackageThreadOptions,
  module = new URL('./evidence-package-thread.ts', import.meta.url),
): EvidencePackagePool {
  const piscina = openThread<EvidencePackageTask, EvidencePackageTaskOutcome>({
    module,
    data: options,
    slots: 1,
  });
  return { make: (making) => makeInThread(piscina, making), close: () => piscina.destroy() };
}

async function makeInThread(
  piscina: Piscina<EvidencePackageTask, EvidencePackageTaskOutcome>,
  { claimed, folder, progress, signal }: Making,
): Promise<FinishedFile> {
  signal.throwIfAborted();
  const { port1: ours, port2: port } = new MessageChannel();
  ours.on('message', ({ step, done }: ToldProgress) => progress.tell(step, done));
  const stopping = stopBy(signal, ours);
  try {
    const task: EvidencePackageTask = { claimed, folder, port };
    const outcome = await piscina.run(task, {
      name: 'make',
      transferList: [port],
      signal: stopping.ended,
    });
    if (outcome.kind === 'failed') throw asError(outcome.failure);
    // What crosses between threads is no Buffer any more.
    return { ...outcome.file, wrappedKey: Buffer.from(outcome.file.wrappedKey) };
  } finally {
    stopping.release();
    ours.close();
  }
}

/** Asks the thread to stop when `signal` says so, and ends it when it does not. */
function stopBy(signal: AbortSignal, port: MessagePort) {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    port.postMessage('stop');
    timer = setTimeout(() => ending.abort(), STOP_GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  return {
    ended: ending.signal,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}

function asError({
  code,
  message,
  retryAfterSeconds,
}: {
  readonly code: AppError['code'];
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}): AppError {
  return new AppError(code, message, retryAfterSeconds === null ? {} : { retryAfterSeconds });
}
