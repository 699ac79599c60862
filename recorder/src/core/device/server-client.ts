import type { Readable } from 'node:stream';
import type { SegmentId } from '@workcompanion/core/ids';
import { CheckpointsResponse } from '@workcompanion/core/protocol/checkpoint';
import {
  type EnrolmentRequest,
  EnrolmentResponse,
  type HeartbeatRequest,
  HeartbeatResponse,
  HelloResponse,
  JournalResponse,
  KeysIssued,
  type KeysRequest,
  PolicyResponse,
  ReceiptResponse,
} from '@workcompanion/core/protocol/messages';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import {
  RECORDER_ROUTES,
  STATEMENT_HEADER,
  UPLOAD_OFFSET_HEADER,
} from '@workcompanion/core/protocol/routes';
import { WatchedResponse, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DeviceTokens } from './device-tokens.ts';
import { headerOf, networkFailure, readAnswer } from './read-answer.ts';
import { RequestFailure } from './request-failure.ts';
import type { ServerClock } from './server-clock.ts';

export interface ServerClientOptions {
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  readonly tokens: DeviceTokens;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
}

/** Of the server, pinned at enrolment. */
export interface ServerKeys {
  readonly signingKey: Ed25519Jwk;
  readonly sealingKey: X25519Jwk;
}

export interface SegmentBodyUpload {
  readonly segment: SegmentId;
  readonly statement: string;
  /** How much of the segment precedes the body. */
  readonly offset: number;
  readonly contentLength: number;
  /** RFC 1864, base64; of the whole segment, and sent with a whole one only. */
  readonly contentMd5: string;
  readonly body: Readable;
}

type Route = (typeof RECORDER_ROUTES)[keyof typeof RECORDER_ROUTES];
/** A route, with what goes into its path. */
interface Address {
  readonly method: Route['method'];
  readonly path: string;
}
type Response = Dispatcher.ResponseData;
interface Extras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  readonly signal?: AbortSignal;
}

/** The recorder API (core/protocol/routes), a method each. Whatever goes wrong is a RequestFailure. */
export class ServerClient {
  readonly #options: ServerClientOptions;
  #expected: ServerKeys | null = null;
  /** Since the last time that no answer came, this is known to be the server we enrolled at. */
  #recognised = false;
  #minimumVersion: string | null = null;

  constructor(options: ServerClientOptions) {
    this.#options = options;
  }

  /** The oldest recorder that the server takes, as it said last. */
  get minimumVersion(): string | null {
    return this.#minimumVersion;
  }

  /** From now on nothing is sent to a server that shows other keys. */
  expect(keys: ServerKeys): void {
    this.#expected = keys;
  }

  async hello(signal?: AbortSignal): Promise<HelloResponse> {
    const sentAt = this.#options.clock.utc();
    const response = await this.#send(
      RECORDER_ROUTES.hello,
      signal === undefined ? {} : { signal },
    );
    const hello = await readAnswer(response, HelloResponse);
    this.#options.serverClock.observe(hello.serverTime, sentAt);
    this.#minimumVersion = hello.minimumRecorderVersion;
    return hello;
  }

  enrol(message: EnrolmentRequest): Promise<EnrolmentResponse> {
    return this.#post(RECORDER_ROUTES.enrol, message, EnrolmentResponse);
  }

  async heartbeat(message: HeartbeatRequest): Promise<HeartbeatResponse> {
    const sentAt = this.#options.clock.utc();
    const answer = await this.#post(RECORDER_ROUTES.heartbeat, message, HeartbeatResponse);
    this.#options.serverClock.observe(answer.serverTime, sentAt);
    return answer;
  }

  async policy(): Promise<Policy> {
    return (await this.#get(RECORDER_ROUTES.policy, PolicyResponse)).policy;
  }

  watchers(): Promise<WatchersResponse> {
    return this.#get(RECORDER_ROUTES.watchers, WatchersResponse);
  }

  /** Held by the server until it is no longer as known, or for most of a minute. */
  watched(known: boolean, signal: AbortSignal): Promise<WatchedResponse> {
    const { method, path } = RECORDER_ROUTES.watched;
    return this.#get({ method, path: `${path}?known=${known}` }, WatchedResponse, signal);
  }

  /** Those after a number, oldest first. */
  async checkpoints(after: number): Promise<readonly string[]> {
    const { method, path } = RECORDER_ROUTES.checkpoints;
    const route = { method, path: `${path}?after=${after}` };
    return (await this.#get(route, CheckpointsResponse)).checkpoints;
  }

  issueKeys(at: number, signal: AbortSignal): Promise<KeysIssued> {
    const message: KeysRequest = { action: 'issue', at };
    return this.#post(RECORDER_ROUTES.keys, message, KeysIssued, signal);
  }

  /** Returns the receipt, a compact JWS. */
  async depositKey(statement: string): Promise<string> {
    const message: KeysRequest = { action: 'deposit', statement };
    return (await this.#post(RECORDER_ROUTES.keys, message, ReceiptResponse)).receipt;
  }

  async sendJournal(statements: readonly string[]): Promise<JournalResponse['results']> {
    const message = { statements };
    return (await this.#post(RECORDER_ROUTES.journal, message, JournalResponse)).results;
  }

  /** How much of the segment the server holds. */
  async segmentOffset(segment: SegmentId, signal: AbortSignal): Promise<number> {
    const route = at(RECORDER_ROUTES.segmentOffset, segment);
    const response = await this.#send(route, await this.#signed({ signal }));
    await response.body.dump();
    const offset = Number(headerOf(response, UPLOAD_OFFSET_HEADER) ?? '0');
    return response.statusCode === 200 && Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
  }

  /** Returns the receipt, a compact JWS. */
  async putSegment(upload: SegmentBodyUpload, signal: AbortSignal): Promise<string> {
    const headers = {
      'content-type': 'video/mp2t',
      'content-length': String(upload.contentLength),
      [STATEMENT_HEADER]: upload.statement,
      ...(upload.offset > 0
        ? { [UPLOAD_OFFSET_HEADER]: String(upload.offset) }
        : { 'content-md5': upload.contentMd5 }),
    };
    const extras = await this.#signed({ headers, body: upload.body, signal });
    const response = await this.#send(at(RECORDER_ROUTES.segment, upload.segment), extras);
    return (await this.#answer(response, ReceiptResponse)).receipt;
  }

  /** The bytes of a release after those we have; `start` says from where they really are. */
  async release(
    { version, sha256 }: ReleaseFacts,
    have: number,
    signal: AbortSignal,
  ): Promise<{ readonly body: Readable; readonly start: number }> {
    const headers = have > 0 ? { range: `bytes=${have}-`, 'if-range': `"${sha256}"` } : {};
    const { method, path } = RECORDER_ROUTES.release;
    const route = { method, path: path.replace('{version}', version) };
    const response = await this.#send(route, await this.#signed({ headers, signal }));
    const { statusCode, body } = response;
    if (statusCode !== 200 && statusCode !== 206) return this.#answer(response, z.never());
    return { body, start: statusCode === 206 ? have : 0 };
  }

  async #get<T>(route: Address, answer: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
    const extras = await this.#signed(signal === undefined ? {} : { signal });
    return this.#answer(await this.#send(route, extras), answer);
  }

  async #post<T>(
    route: Route,
    message: object,
    answer: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const extras = await this.#signed({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      ...(signal === undefined ? {} : { signal }),
    });
    return this.#answer(await this.#send(route, extras), answer);
  }

  /** A token out of its time means that our idea of the server's clock is wrong: ask, then retry. */
  async #answer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
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

  async #signed(extras: Extras): Promise<Extras> {
    await this.#recognise(extras.signal);
    const authorization = `Bearer ${await this.#options.tokens.current()}`;
    return { ...extras, headers: { ...extras.headers, authorization } };
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

  async #send({ method, path }: Address, { headers, body, signal }: Extras): Promise<Response> {
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

function at(route: Route, id: string) {
  return { method: route.method, path: route.path.replace('{id}', id) };
}
