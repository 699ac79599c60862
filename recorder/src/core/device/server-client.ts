import type { Readable } from 'node:stream';
import { verifyJournalHead } from '@workcompanion/core/crypto/server-statements';
import type { KeyId, SegmentId, WindowTrackId } from '@workcompanion/core/ids';
import { CheckpointsResponse } from '@workcompanion/core/protocol/checkpoint';
import { type JournalHead, JournalHeadResponse } from '@workcompanion/core/protocol/journal-head';
import {
  type EnrolmentRequest,
  EnrolmentResponse,
  type HeartbeatRequest,
  HeartbeatResponse,
  type HelloResponse,
  JournalResponse,
  KeysIssued,
  type KeysRequest,
  PolicyResponse,
  ReceiptResponse,
  type WindowTrackRequest,
} from '@workcompanion/core/protocol/messages';
import type { Policy } from '@workcompanion/core/protocol/policy';
import {
  type PortalLinkRequest,
  PortalLinkResponse,
} from '@workcompanion/core/protocol/portal-link';
import {
  RECORDER_ROUTES,
  STATEMENT_HEADER,
  UPLOAD_OFFSET_HEADER,
} from '@workcompanion/core/protocol/routes';
import { WatchedResponse, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { z } from 'zod';
import type { ReceiptCheck } from '../upload/receipt-check.ts';
import {
  AuthenticatedHttp,
  type AuthenticatedHttpOptions,
  type RouteAddress,
  type ServerKeys,
} from './authenticated-http.ts';
import { headerOf } from './read-response.ts';
import { RequestFailure } from './request-failure.ts';

/** An older journal head may no longer be true. */
const HEAD_LIFETIME_MS = 5 * 60_000;

export interface SegmentBodyUpload {
  readonly segment: SegmentId;
  readonly statement: string;
  /** The number of bytes of the segment before the body. */
  readonly offset: number;
  readonly contentLength: number;
  /** RFC 1864, base64; of the whole segment, and sent with a whole one only. */
  readonly contentMd5: string;
  readonly body: Readable;
}

export interface WindowTrackUpload {
  readonly track: WindowTrackId;
  readonly statement: string;
  readonly sealed: Buffer;
}

/** The recorder API (core/protocol/routes), one method for each route. Every failure is a RequestFailure. */
export class ServerClient {
  readonly #http: AuthenticatedHttp;
  readonly #options: AuthenticatedHttpOptions;

  constructor(options: AuthenticatedHttpOptions) {
    this.#options = options;
    this.#http = new AuthenticatedHttp(options);
  }

  /** The oldest recorder version that the server accepts, as it said last. */
  get minimumVersion(): string | null {
    return this.#http.minimumVersion;
  }

  /** Sends nothing any more to a server that shows other keys. */
  expect(keys: ServerKeys): void {
    this.#http.expect(keys);
  }

  hello(): Promise<HelloResponse> {
    return this.#http.hello();
  }

  enrol(message: EnrolmentRequest): Promise<EnrolmentResponse> {
    return this.#http.post(RECORDER_ROUTES.enrol, message, EnrolmentResponse);
  }

  async heartbeat(message: HeartbeatRequest): Promise<HeartbeatResponse> {
    const sentAt = this.#options.clock.utc();
    const answer = await this.#http.post(RECORDER_ROUTES.heartbeat, message, HeartbeatResponse);
    this.#options.serverClock.observe(answer.serverTime, sentAt);
    return answer;
  }

  async policy(): Promise<Policy> {
    return (await this.#http.get(RECORDER_ROUTES.policy, PolicyResponse)).policy;
  }

  /** The portal's version; null of an older one. Fails as anything does that only a device may ask. */
  async portalVersion(): Promise<string | null> {
    const { portalVersion } = await this.#http.get(RECORDER_ROUTES.policy, PolicyResponse);
    return portalVersion ?? null;
  }

  /** Where the person sees their own recordings. */
  async portalLink(message: PortalLinkRequest): Promise<string> {
    return (await this.#http.post(RECORDER_ROUTES.portalLink, message, PortalLinkResponse)).url;
  }

  watchers(): Promise<WatchersResponse> {
    return this.#http.get(RECORDER_ROUTES.watchers, WatchersResponse);
  }

  /** The server answers when the state differs from `known`, or after most of a minute. */
  watched(known: boolean, signal: AbortSignal): Promise<WatchedResponse> {
    const { method, path } = RECORDER_ROUTES.watched;
    return this.#http.get({ method, path: `${path}?known=${known}` }, WatchedResponse, signal);
  }

  /** The checkpoints after a number, oldest first. */
  async checkpoints(after: number): Promise<readonly string[]> {
    const { method, path } = RECORDER_ROUTES.checkpoints;
    const route = { method, path: `${path}?after=${after}` };
    return (await this.#http.get(route, CheckpointsResponse)).checkpoints;
  }

  issueKeys(at: number, signal: AbortSignal): Promise<KeysIssued> {
    const message: KeysRequest = { action: 'issue', at };
    return this.#http.post(RECORDER_ROUTES.keys, message, KeysIssued, signal);
  }

  /** Returns the receipt, a compact JWS. */
  async depositKey(statement: string): Promise<string> {
    const message: KeysRequest = { action: 'deposit', statement };
    return (await this.#http.post(RECORDER_ROUTES.keys, message, ReceiptResponse)).receipt;
  }

  /** `keysLost`: keys that the server asked for and that no longer exist anywhere. */
  async sendJournal(
    statements: readonly string[],
    keysLost: readonly KeyId[] = [],
  ): Promise<JournalResponse['results']> {
    const message = { statements, keysLost };
    return (await this.#http.post(RECORDER_ROUTES.journal, message, JournalResponse)).results;
  }

  /** How much of this device's journal the server holds, by its own signed and recent statement. */
  async journalHead(
    { device, signingKey }: ReceiptCheck,
    signal?: AbortSignal,
  ): Promise<JournalHead> {
    const route = RECORDER_ROUTES.journalHead;
    const { head: jws } = await this.#http.get(route, JournalHeadResponse, signal);
    const head = await verifyJournalHead(jws, signingKey);
    const ageMs = Math.abs(this.#options.serverClock.nowMs() - head.at / 1000);
    if (head.device === device && ageMs <= HEAD_LIFETIME_MS) return head;
    throw new RequestFailure('not-the-protocol', 'the journal head is of another device or time', {
      retryable: true,
    });
  }

  /** How much of the segment the server holds. */
  async segmentOffset(
    { segment, statement }: Pick<SegmentBodyUpload, 'segment' | 'statement'>,
    signal: AbortSignal,
  ): Promise<number> {
    const route = at(RECORDER_ROUTES.segmentOffset, segment);
    const headers = { [STATEMENT_HEADER]: statement };
    const response = await this.#http.request(route, { headers, signal });
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
    const route = at(RECORDER_ROUTES.segment, upload.segment);
    const response = await this.#http.request(route, { headers, body: upload.body, signal });
    return (await this.#http.answer(response, ReceiptResponse)).receipt;
  }

  /** Returns the receipt, a compact JWS. */
  async putWindowTrack(
    { track, statement, sealed }: WindowTrackUpload,
    signal: AbortSignal,
  ): Promise<string> {
    const route = at(RECORDER_ROUTES.windowTrack, track);
    const message: WindowTrackRequest = { statement, sealed: sealed.toString('base64') };
    return (await this.#http.post(route, message, ReceiptResponse, signal)).receipt;
  }

  /** The bytes of a release after those that are here; `start` tells where they really begin. */
  async release(
    { version, sha256 }: ReleaseFacts,
    have: number,
    signal: AbortSignal,
  ): Promise<{ readonly body: Readable; readonly start: number }> {
    const headers = have > 0 ? { range: `bytes=${have}-`, 'if-range': `"${sha256}"` } : {};
    const { method, path } = RECORDER_ROUTES.release;
    const route = { method, path: path.replace('{version}', version) };
    const response = await this.#http.request(route, { headers, signal });
    const { statusCode, body } = response;
    if (statusCode !== 200 && statusCode !== 206) return this.#http.answer(response, z.never());
    return { body, start: statusCode === 206 ? have : 0 };
  }
}

function at(route: RouteAddress, id: string): RouteAddress {
  return { method: route.method, path: route.path.replace('{id}', id) };
}
