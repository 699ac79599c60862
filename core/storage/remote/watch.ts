import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../../errors.ts';
import type { RemoteTimeouts } from './remote-timeouts.ts';

/**
 * The clocks of one request, and its abort signal. Whatever runs out destroys the request, or the
 * answer if there is one already, with the error to throw. `end` leaves no timer or listener behind.
 */
export class Watch {
  readonly #outgoing: ClientRequest;
  readonly #timeouts: RemoteTimeouts;
  readonly #signal: AbortSignal | undefined;
  readonly #total: NodeJS.Timeout;
  #connect: NodeJS.Timeout | undefined;
  #socket: Socket | undefined;
  #incoming: IncomingMessage | undefined;
  #expecting = false;

  constructor(outgoing: ClientRequest, timeouts: RemoteTimeouts, signal: AbortSignal | undefined) {
    this.#outgoing = outgoing;
    this.#timeouts = timeouts;
    this.#signal = signal;
    const { totalMs } = timeouts;
    this.#total = setTimeout(() => this.#late(`not done within ${totalMs} ms`), totalMs);
    outgoing.once('socket', this.#onSocket);
    outgoing.once('response', this.#onResponse);
    signal?.addEventListener('abort', this.#onAbort);
  }

  /** On while the store has to move; off while we wait for our own source. */
  expectProgress(expecting: boolean): void {
    this.#expecting = expecting;
    this.#socket?.setTimeout(expecting ? this.#timeouts.idleMs : 0);
  }

  end(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#connect);
    this.#outgoing.off('socket', this.#onSocket);
    this.#outgoing.off('response', this.#onResponse);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#socket?.off('timeout', this.#onIdle);
    this.#socket?.off('connect', this.#onConnected).off('secureConnect', this.#onConnected);
    this.#socket?.setTimeout(0);
  }

  /** The connect clock starts here: waiting for a free place in the pool is no fault of the store. */
  readonly #onSocket = (socket: Socket): void => {
    this.#socket = socket;
    socket.on('timeout', this.#onIdle);
    if (!socket.connecting) {
      this.expectProgress(this.#expecting);
      return;
    }
    const { connectMs } = this.#timeouts;
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', this.#onConnected);
    this.#connect = setTimeout(() => this.#late(`no connection within ${connectMs} ms`), connectMs);
  };

  readonly #onConnected = (): void => {
    clearTimeout(this.#connect);
    this.expectProgress(this.#expecting);
  };

  readonly #onResponse = (incoming: IncomingMessage): void => {
    this.#incoming = incoming;
  };

  readonly #onIdle = (): void => this.#late(`no progress for ${this.#timeouts.idleMs} ms`);

  readonly #onAbort = (): void => this.#destroy(abortReason(this.#signal));

  #late(what: string): void {
    const host = this.#outgoing.host;
    this.#destroy(new AppError('unavailable', `${host}: ${what}`, { details: { host } }));
  }

  #destroy(error: Error): void {
    (this.#incoming ?? this.#outgoing).destroy(error);
  }
}

/** Streams want an `Error`; a signal may have anything for a reason. */
function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
