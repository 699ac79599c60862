import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { deviceTokenIssuer, verifyDeviceToken } from '@workcompanion/core/crypto/device-token';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { type DeviceId, SegmentId } from '@workcompanion/core/ids';
import {
  EnrolmentRequest,
  HeartbeatRequest,
  JournalRequest,
  KeysRequest,
  WindowTrackRequest,
} from '@workcompanion/core/protocol/messages';
import { PortalLinkRequest } from '@workcompanion/core/protocol/portal-link';
import { STATEMENT_HEADER, UPLOAD_OFFSET_HEADER } from '@workcompanion/core/protocol/routes';
import type { RouteName } from './fault.ts';
import { answerRelease } from './portal-release.ts';
import type { PortalState } from './portal-state.ts';

export interface PortalRequest {
  readonly route: RouteName;
  readonly origin: string;
  readonly id: string | null;
  readonly message: IncomingMessage;
  /** What came of the body; `cut` when the connection broke. */
  readonly body: Buffer;
  readonly cut: boolean;
}

export interface PortalReply {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The recorder API, as core/protocol has it. */
export async function answerPortal(
  state: PortalState,
  request: PortalRequest,
): Promise<PortalReply> {
  const { route } = request;
  if (route === 'hello') {
    return ok({
      serverTime: (Date.now() + state.clockAheadMs) * 1000,
      signingKey: state.signing.publicKey,
      sealingKey: state.sealing.publicKey,
      minimumRecorderVersion: state.minimumRecorderVersion,
    });
  }
  if (route === 'enrol') return enrol(state, request);
  const device = await authenticate(state, request);
  switch (route) {
    case 'heartbeat':
      return heartbeat(state, request, device);
    case 'policy':
      return ok({ policy: state.policy });
    case 'watchers':
      return ok(state.watchers);
    case 'portalLink': {
      const { page } = PortalLinkRequest.parse(json(request));
      return ok({ url: `${request.origin}/from-recorder?page=${page}#code`, isSignedIn: true });
    }
    case 'watched':
      return watched(state, request);
    case 'checkpoints':
      return ok({ checkpoints: state.checkpoints.after(afterOf(request)) });
    case 'keys':
      return keys(state, request, device);
    case 'journal':
      return journal(state, request, device);
    case 'journalHead':
      return ok({ head: await state.head(device) });
    case 'release':
      return answerRelease(state.release, request);
    case 'segmentOffset':
      return offset(state, request);
    case 'segment':
      return segment(state, request, device);
    case 'windowTrack':
      return windowTrack(state, request, device);
  }
}

async function enrol(state: PortalState, request: PortalRequest): Promise<PortalReply> {
  const { device, publicKey, token } = EnrolmentRequest.parse(json(request));
  const personName = state.tokens.get(token);
  if (personName === undefined) {
    throw new AppError('enrolment-token-unknown', 'no such token');
  }
  state.devices.set(device, publicKey);
  state.persons.set(device, personName);
  await authenticate(state, request);
  return ok({ device, personName });
}

function afterOf({ message }: PortalRequest): number {
  return Number(new URLSearchParams(message.url?.split('?')[1]).get('after'));
}

function heartbeat(state: PortalState, request: PortalRequest, device: DeviceId): PortalReply {
  state.heartbeats.push(HeartbeatRequest.parse(json(request)));
  return ok({
    serverTime: Date.now() * 1000,
    policyVersion: state.policy.version,
    keyWindow: state.issueKey(Date.now()).window,
    watchedNow: state.watchedNow,
    journal: state.reach(device),
    ...state.checkpoints.told(),
    ...(state.release === null ? {} : { release: state.release.offer }),
  });
}

/** Held until there is news. */
async function watched(state: PortalState, { message }: PortalRequest): Promise<PortalReply> {
  const known = message.url?.endsWith('known=true') ?? false;
  while (state.watchedNow === known && !message.socket.destroyed) await sleep(50);
  return ok({ watchedNow: state.watchedNow });
}

async function keys(
  state: PortalState,
  request: PortalRequest,
  device: DeviceId,
): Promise<PortalReply> {
  const message = KeysRequest.parse(json(request));
  if (message.action === 'deposit') {
    const statement = await state.verify(device, message.statement);
    return ok({ receipt: await state.take(statement, message.statement) });
  }
  const current = state.issueKey(message.at / 1000);
  return ok({ keys: [current, state.issueKey(current.window.to / 1000)] });
}

async function journal(
  state: PortalState,
  request: PortalRequest,
  device: DeviceId,
): Promise<PortalReply> {
  const results = [];
  const { statements, keysLost = [] } = JournalRequest.parse(json(request));
  for (const jws of statements) {
    try {
      const statement = await state.verify(device, jws);
      const { journal } = state.heldOf(statement.device);
      const isKnown = journal.get(statement.index) === jws;
      if (statement.kind === 'segment' && !isKnown && !keysLost.includes(statement.keyId)) {
        throw new AppError('statement-mismatch', 'a segment is sent with its bytes');
      }
      results.push({ receipt: await state.take(statement, jws) });
    } catch (error) {
      if (!isAppError(error)) throw error;
      results.push({ error: errorBody(error) });
    }
  }
  return ok({ results });
}

function offset(state: PortalState, { id }: PortalRequest): PortalReply {
  const stored = state.segments.get(SegmentId.parse(id));
  const held = stored?.body.length ?? state.partial.get(id ?? '')?.length ?? 0;
  return { status: 200, headers: { [UPLOAD_OFFSET_HEADER]: String(held) } };
}

async function segment(
  state: PortalState,
  request: PortalRequest,
  device: DeviceId,
): Promise<PortalReply> {
  const jws = String(request.message.headers[STATEMENT_HEADER]);
  const statement = await state.verify(device, jws);
  if (statement.kind !== 'segment' || statement.segment !== request.id) {
    throw new AppError('statement-mismatch', 'the statement tells of something else');
  }
  if (state.segments.has(statement.segment))
    return ok({ receipt: await state.take(statement, jws) });
  if (!state.keys.has(statement.keyId)) throw new AppError('unknown-key', 'unknown key');
  const start = Number(request.message.headers[UPLOAD_OFFSET_HEADER] ?? '0');
  const kept = state.partial.get(statement.segment) ?? Buffer.alloc(0);
  if (start > 0 && start !== kept.length) {
    throw new AppError('upload-offset-mismatch', `${kept.length} bytes are kept`);
  }
  const body = Buffer.concat([start > 0 ? kept : Buffer.alloc(0), request.body]);
  if (request.cut) {
    state.partial.set(statement.segment, body);
    throw new AppError('truncated-body', 'the body was cut');
  }
  assertDigests(statement, { body, header: request.message.headers['content-md5'], start });
  state.partial.delete(statement.segment);
  state.segments.set(statement.segment, { statement, body });
  state.arrivals.push(statement.segment);
  return ok({ receipt: await state.take(statement, jws) });
}

async function windowTrack(
  state: PortalState,
  request: PortalRequest,
  device: DeviceId,
): Promise<PortalReply> {
  const { statement: jws, sealed } = WindowTrackRequest.parse(json(request));
  const statement = await state.verify(device, jws);
  if (statement.kind !== 'window-track' || statement.track !== request.id) {
    throw new AppError('statement-mismatch', 'the statement tells of something else');
  }
  if (!state.keys.has(statement.keyId)) throw new AppError('unknown-key', 'unknown key');
  const body = Buffer.from(sealed, 'base64');
  if (createHash('sha256').update(body).digest('hex') !== statement.sha256) {
    throw new AppError('digest-mismatch', 'the body is not the one stated');
  }
  state.windowTracks.set(statement.track, { statement, body });
  return ok({ receipt: await state.take(statement, jws) });
}

function assertDigests(
  statement: { md5: string; sha256: string; bytes: number },
  got: { body: Buffer; header: string | string[] | undefined; start: number },
): void {
  const md5 = createHash('md5').update(got.body).digest();
  const sha256 = createHash('sha256').update(got.body).digest('hex');
  if (got.start === 0 && got.header === undefined) {
    throw new AppError('invalid-digest-header', 'Content-MD5 is missing');
  }
  const fits =
    md5.toString('hex') === statement.md5 &&
    sha256 === statement.sha256 &&
    got.body.length === statement.bytes &&
    (got.start > 0 || got.header === md5.toString('base64'));
  if (!fits) throw new AppError('digest-mismatch', 'the body is not the one stated');
}

async function authenticate(state: PortalState, request: PortalRequest): Promise<DeviceId> {
  const token = (request.message.headers.authorization ?? '').replace(/^Bearer /, '');
  const device = deviceTokenIssuer(token);
  const publicKey = state.devices.get(device);
  if (publicKey === undefined) throw new AppError('unauthenticated', 'unknown device');
  const audiences = [request.origin];
  return verifyDeviceToken(token, { publicKey, audiences, nowMs: Date.now() });
}

export function errorBody(error: AppError) {
  const { code, message, retryable } = error;
  return { code, message, retryable, requestId: 'test' };
}

function json({ body }: PortalRequest): unknown {
  return JSON.parse(body.toString('utf8'));
}

function ok(value: unknown): PortalReply {
  return { status: 200, json: value };
}
