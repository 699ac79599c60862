import type { Readable } from 'node:stream';
import { HelloResponse } from '@workcompanion/core/protocol/messages';
import type { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DeviceTokens } from './device-tokens.ts';
import { networkFailure, readAnswer } from './read-response.ts';
import { RequestFailure } from './request-failure.ts';
import type { ServerClock } from './server-clock.ts';

export interface AuthenticatedHttpOptions {
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  readonly tokens: DeviceTokens;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
}

/** The server's keys, pinned at enrolment. */
export interface ServerKeys {
  readonly signingKey: Ed25519Jwk;
  readonly sealingKey: X25519Jwk;
}

/** A route whose path is filled in. */
export interface RouteAddress {
  readonly method: (typeof RECORDER_ROUTES)[keyof typeof RECORDER_ROUTES]['method'];
  readonly path: string;
}

export interface RequestExtras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  readonly signal?: AbortSignal | undefined;
}

export type Response = Dispatcher.ResponseData;

/**
 * Sends signed requests to the one server of a device, and to no other than the one it enrolled at. Every
 * failure is a RequestFailure.
 */
export class AuthenticatedHttp {
  readonly #options: AuthenticatedHttpOptions;
  #expected: ServerKeys | null = null;
  /** Since the last failure to connect, the server has shown the keys of enrolment. */
  #recognised = false;
  #minimumVersion: string | null = null;

  constructor(options: AuthenticatedHttpOptions) {
    this.#options = options;
  }

  /** The oldest recorder version that the server accepts, as it said last. */
  get minimumVersion(): string | null {
    return this.#minimumVersion;
  }

  /** Sends nothing any more to a server that shows other keys. */
  expect(keys: ServerKeys): void {
    this.#expected = keys;
  }

  /** The one request without a signature; its answer also sets the server's clock. */
  async hello(signal?: AbortSignal): Promise<HelloResponse> {
    const sentAt = this.#options.clock.utc();
    const hello = await readAnswer(
      await this.#send(RECORDER_ROUTES.hello, { signal }),
      HelloResponse,
    );
    this.#options.serverClock.observe(hello.serverTime, sentAt);
    this.#minimumVersion = hello.minimumRecorderVersion;
    return hello;
  }

  async get<T>(route: RouteAddress, answer: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
    return this.answer(await this.request(route, { signal }), answer);
  }

  async post<T>(
    route: RouteAddress,
    message: object,
    answer: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.request(route, { headers, body: JSON.stringify(message), signal });
    return this.answer(response, answer);
  }

  async request(route: RouteAddress, extras: RequestExtras): Promise<Response> {
    await this.#recognise(extras.signal);
    const authorization = `Bearer ${await this.#options.tokens.current()}`;
    return this.#send(route, { ...extras, headers: { ...extras.headers, authorization } });
  }

  /** An expired token means that the server's clock is not known well: ask for it before the next try. */
  async answer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    try {
      return await readAnswer(response, schema);
    } catch (error) {
      if (error instanceof RequestFailure && error.code === 'token-expired') {
        this.#options.tokens.forget();
        await this.hello().catch(() => {});
      }
      throw error;
    }
  }

  async #recognise(signal: AbortSignal | undefined): Promise<void> {
    if (this.#expected === null || this.#recognised) return;
    const { signingKey, sealingKey } = await this.hello(signal);
    const { signingKey: expectedSigning, sealingKey: expectedSealing } = this.#expected;
    if (signingKey.x !== expectedSigning.x || sealingKey.x !== expectedSealing.x) {
      const message =
        `${this.#options.origin} shows other keys than at enrolment: nothing is sent to it. ` +
        'If they were replaced on purpose, enrol this device anew.';
      throw new RequestFailure('server-keys-changed', message, { retryable: true });
    }
    this.#recognised = true;
  }

  async #send(
    { method, path }: RouteAddress,
    { headers, body, signal }: RequestExtras,
  ): Promise<Response> {
    const { origin, dispatcher } = this.#options;
    try {
      return await dispatcher.request({
        origin,
        path,
        method,
        headers: headers ?? {},
        body: body ?? null,
        signal: signal ?? null,
      });
    } catch (cause) {
      this.#recognised = false;
      throw networkFailure(cause);
    }
  }
}
