import { createHash, randomBytes } from 'node:crypto';
import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
  keyThumbprint,
} from '@workcompanion/core/crypto/key-pair';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, GapId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import {
  HeartbeatRequest,
  HelloResponse,
  type IssuedKey,
  KeysIssued,
} from '@workcompanion/core/protocol/messages';
import { GENESIS, type StatementBody } from '@workcompanion/core/protocol/statement';
import { isOld, makeOldKey } from './old-key.ts';

export interface SimulatedHost {
  readonly userName: string;
  readonly hostname: string;
  readonly timeZone: string;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a display shows from a moment on. */
export interface SimulatedRecording {
  readonly display: string;
  readonly startMs: number;
  readonly geometry: Rectangle;
  readonly framesPerSecond: number;
  /** What the policy has painted over. */
  readonly covered?: readonly Rectangle[];
}

export interface SimulatedSegment {
  readonly sequence: number;
  readonly startMs: number;
  readonly seconds: number;
  readonly frames: number;
  /** MPEG-TS. */
  readonly plain: Buffer;
}

interface RecordingEnd {
  readonly endMs: number;
  readonly segments: number;
  readonly reason: GapCause;
}

/** A recording that has begun. */
export interface BegunRecording extends SimulatedRecording {
  readonly id: RecordingId;
}

/** What a device goes on with in another process. */
export interface SavedDevice {
  readonly id: DeviceId;
  readonly host: SimulatedHost;
  readonly privateKey: Ed25519PrivateJwk;
  /** The next entry of its journal, and the hash of the one before. */
  readonly index: number;
  readonly prev: string;
}

/** The server refuses tokens that last longer than five minutes. */
const TOKEN_MS = 240_000;
const RECORDER_VERSION = '0.1.0';
const FREE_BYTES = 200 * 1024 ** 3;

/** A recorder without a screen: footage of any moment of the past, signed and sent as a recorder does. */
export class SimulatedDevice {
  readonly id: DeviceId;
  readonly #origin: string;
  readonly #host: SimulatedHost;
  readonly #privateKey: Ed25519PrivateJwk;
  readonly #keys: IssuedKey[] = [];
  #token = { jwt: '', untilMs: 0 };
  #index: number;
  #prev: string;

  constructor(origin: string, { id, host, privateKey, index, prev }: SavedDevice) {
    this.#origin = origin;
    this.id = id;
    this.#host = host;
    this.#privateKey = privateKey;
    this.#index = index;
    this.#prev = prev;
  }

  static async enrol(origin: string, token: string, host: SimulatedHost): Promise<SimulatedDevice> {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const id = newId(DeviceId);
    const device = new SimulatedDevice(origin, { id, host, privateKey, index: 0, prev: GENESIS });
    await device.#post('enrolments', { token, device: device.id, publicKey, host: factsOf(host) });
    return device;
  }

  save(): SavedDevice {
    return {
      id: this.id,
      host: this.#host,
      privateKey: this.#privateKey,
      index: this.#index,
      prev: this.#prev,
    };
  }

  async begin(recording: SimulatedRecording): Promise<BegunRecording> {
    const { display, startMs, geometry, framesPerSecond, covered } = recording;
    const id = newId(RecordingId, startMs);
    await this.tell(startMs, {
      kind: 'recording-started',
      recording: id,
      display,
      geometry,
      host: factsOf(this.#host),
      serverKey: await this.#serverKey(),
      encoder: 'libx264',
      framesPerSecond,
      policyVersion: 1,
      ...(covered !== undefined && { covered: [...covered] }),
    });
    return { ...recording, id };
  }

  async upload(recording: BegunRecording, segment: SimulatedSegment): Promise<void> {
    const { sequence, startMs, seconds, frames, plain } = segment;
    const key = await this.#keyAt(startMs);
    const iv = randomBytes(16);
    const id = newId(SegmentId, startMs);
    const own = deriveSegmentKey(Buffer.from(key.key, 'base64url'), id);
    const encryptor = new SegmentEncryptor(own, iv);
    const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
    const md5 = createHash('md5').update(ciphertext).digest();
    const statement = await this.#sign(startMs + seconds * 1000, {
      kind: 'segment',
      segment: id,
      recording: recording.id,
      display: recording.display,
      sequence,
      start: startMs * 1000,
      duration: seconds * 1_000_000,
      frames,
      bytes: ciphertext.length,
      md5: md5.toString('hex'),
      sha256: createHash('sha256').update(ciphertext).digest('hex'),
      keyId: key.keyId,
      keyDerivation: 'hkdf-sha256-v1',
      iv: iv.toString('hex'),
      encoder: 'libx264',
      policyVersion: 1,
      recovered: false,
    });
    await this.#send('PUT', `segments/${id}`, new Uint8Array(ciphertext), {
      'content-type': 'application/octet-stream',
      'content-md5': md5.toString('base64'),
      'segment-statement': statement,
    });
  }

  async end(
    { id, display }: BegunRecording,
    { endMs, segments, reason }: RecordingEnd,
  ): Promise<void> {
    await this.tell(endMs, {
      kind: 'recording-ended',
      recording: id,
      display,
      end: endMs * 1000,
      segments,
      reason,
    });
  }

  /** On all displays. */
  async gap(cause: GapCause, fromMs: number, toMs: number): Promise<void> {
    const about = { gap: newId(GapId), display: null, note: null };
    await this.tell(toMs, { kind: 'gap', ...about, cause, from: fromMs * 1000, to: toMs * 1000 });
  }

  /** Sends the heartbeat of a recorder that has uploaded everything. */
  async beat(state: HeartbeatRequest['state'], displays: readonly string[]): Promise<void> {
    const facts = HeartbeatRequest.parse({
      state,
      recorderVersion: RECORDER_VERSION,
      policyVersion: 1,
      displays,
      parked: [],
      lastFrameAt: state === 'recording' ? Date.now() * 1000 : null,
      clockOffset: 0,
      freeDiskBytes: FREE_BYTES,
      backlog: { segments: 0, bytes: 0, oldest: null },
      journalEnd: this.#index,
    });
    await this.#post('heartbeats', facts);
  }

  async tell(atMs: number, body: StatementBody): Promise<void> {
    await this.#post('journal', { statements: [await this.#sign(atMs, body)] });
  }

  async #keyAt(atMs: number): Promise<IssuedKey> {
    const at = atMs * 1000;
    const known = this.#keys.find(({ window }) => window.from <= at && at < window.to);
    if (known !== undefined) return known;
    const key = isOld(atMs) ? await this.#depositKey(atMs) : await this.#askForKey(at);
    this.#keys.push(key);
    return key;
  }

  async #askForKey(at: number): Promise<IssuedKey> {
    const [key] = KeysIssued.parse(await this.#post('keys', { action: 'issue', at })).keys;
    if (!key) throw new Error('no key issued');
    return key;
  }

  async #depositKey(atMs: number): Promise<IssuedKey> {
    const { issued, entry } = await makeOldKey(this.#origin, atMs);
    const statement = await this.#sign(atMs, entry);
    await this.#post('keys', { action: 'deposit', statement });
    return issued;
  }

  async #sign(atMs: number, body: StatementBody): Promise<string> {
    const common = { v: 1, device: this.id, index: this.#index, prev: this.#prev } as const;
    const times = { at: atMs * 1000, monotonic: atMs * 1000, clockOffset: 0 };
    const statement = await signStatement({ ...common, ...times, ...body }, this.#privateKey);
    this.#index += 1;
    this.#prev = statementHash(statement);
    return statement;
  }

  async #serverKey(): Promise<string> {
    const response = await fetch(`${this.#origin}/api/recorder/hello`);
    const { signingKey } = HelloResponse.parse(await response.json());
    return keyThumbprint(signingKey);
  }

  #post(path: string, body: unknown): Promise<unknown> {
    return this.#send('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  async #send(
    method: 'POST' | 'PUT',
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    const response = await fetch(`${this.#origin}/api/recorder/${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${await this.#bearer()}` },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async #bearer(): Promise<string> {
    const nowMs = Date.now();
    if (nowMs > this.#token.untilMs) {
      const claims = { device: this.id, audience: this.#origin, nowMs };
      const jwt = await signDeviceToken({ ...claims, privateKey: this.#privateKey });
      this.#token = { jwt, untilMs: nowMs + TOKEN_MS };
    }
    return this.#token.jwt;
  }
}

function factsOf(host: SimulatedHost) {
  return {
    ...host,
    macAddresses: [],
    ipAddresses: [],
    serialNumber: null,
    platform: 'linux',
    recorderVersion: RECORDER_VERSION,
  };
}
