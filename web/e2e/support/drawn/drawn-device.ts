import { createHash, randomBytes } from 'node:crypto';
import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
} from '@workcompanion/core/crypto/key-pair';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, GapId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { type IssuedKey, KeysIssued } from '@workcompanion/core/protocol/messages';
import { GENESIS, type StatementBody } from '@workcompanion/core/protocol/statement';
import { FRAME_HEIGHT, FRAME_WIDTH } from './draw-frame.ts';
import { encodeSegment, FRAMES_PER_SECOND } from './encode-segment.ts';
import { isOld, makeOldKey } from './old-key.ts';

interface DrawnHost {
  readonly userName: string;
  readonly hostname: string;
  readonly timeZone: string;
}

export interface DrawnRecording {
  readonly display: string;
  readonly startMs: number;
  readonly seconds: number;
  readonly segmentSeconds: number;
  /** Whether the picture changes at a moment, besides its clock. */
  readonly isBusy: (unixMs: number) => boolean;
  /** Whether the policy has a window painted over. */
  readonly isCovered?: boolean;
}

const PAINTED_OVER = { x: 700, y: 20, width: 240, height: 120 } as const;

/** A recorder whose screens are drawn: any moment of the past, in seconds of real time. */
export class DrawnDevice {
  readonly id = newId(DeviceId);
  readonly #origin: string;
  readonly #host: DrawnHost;
  readonly #privateKey: Ed25519PrivateJwk;
  readonly #oldKeys: IssuedKey[] = [];
  #index = 0;
  #prev: string = GENESIS;

  private constructor(origin: string, host: DrawnHost, privateKey: Ed25519PrivateJwk) {
    this.#origin = origin;
    this.#host = host;
    this.#privateKey = privateKey;
  }

  static async enrol(origin: string, token: string, host: DrawnHost): Promise<DrawnDevice> {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const device = new DrawnDevice(origin, host, privateKey);
    await device.#post('enrolments', { token, device: device.id, publicKey, host: factsOf(host) });
    return device;
  }

  async record(recording: DrawnRecording): Promise<void> {
    const id = newId(RecordingId, recording.startMs);
    const { display, startMs, seconds, segmentSeconds, isBusy, isCovered = false } = recording;
    await this.tell(startMs, {
      kind: 'recording-started',
      recording: id,
      display,
      geometry: { width: FRAME_WIDTH, height: FRAME_HEIGHT, x: 0, y: 0 },
      host: factsOf(this.#host),
      encoder: 'libx264',
      framesPerSecond: FRAMES_PER_SECOND,
      policyVersion: 1,
      ...(isCovered ? { covered: [PAINTED_OVER] } : {}),
    });
    for (let sequence = 0; sequence * segmentSeconds < seconds; sequence += 1) {
      const offsetSeconds = sequence * segmentSeconds;
      const start = startMs + offsetSeconds * 1000;
      const plain = await encodeSegment({
        startMs: start,
        seconds: segmentSeconds,
        offsetSeconds,
        isBusy,
      });
      await this.#upload(plain, {
        recording: id,
        display,
        sequence,
        startMs: start,
        segmentSeconds,
      });
    }
    const end = (startMs + seconds * 1000) * 1000;
    await this.tell(startMs + seconds * 1000, {
      kind: 'recording-ended',
      recording: id,
      display,
      end,
      segments: Math.ceil(seconds / segmentSeconds),
      reason: 'stopped',
    });
  }

  async gap(cause: GapCause, fromMs: number, toMs: number): Promise<void> {
    const about = { gap: newId(GapId), display: null, note: null };
    await this.tell(toMs, { kind: 'gap', ...about, cause, from: fromMs * 1000, to: toMs * 1000 });
  }

  async tell(atMs: number, body: StatementBody): Promise<void> {
    await this.#post('journal', { statements: [await this.#sign(atMs, body)] });
  }

  async #upload(
    plain: Buffer,
    about: {
      readonly recording: RecordingId;
      readonly display: string;
      readonly sequence: number;
      readonly startMs: number;
      readonly segmentSeconds: number;
    },
  ): Promise<void> {
    const { recording, display, sequence, startMs, segmentSeconds } = about;
    const key = await this.#keyAt(startMs);
    const iv = randomBytes(16);
    const segment = newId(SegmentId, startMs);
    const own = deriveSegmentKey(Buffer.from(key.key, 'base64url'), segment);
    const encryptor = new SegmentEncryptor(own, iv);
    const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
    const md5 = createHash('md5').update(ciphertext).digest();
    const statement = await this.#sign(startMs + segmentSeconds * 1000, {
      kind: 'segment',
      segment,
      recording,
      display,
      sequence,
      start: startMs * 1000,
      duration: segmentSeconds * 1_000_000,
      frames: segmentSeconds * FRAMES_PER_SECOND,
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
    await this.#send('PUT', `segments/${segment}`, new Uint8Array(ciphertext), {
      'content-type': 'application/octet-stream',
      'content-md5': md5.toString('base64'),
      'segment-statement': statement,
    });
  }

  async #keyAt(atMs: number): Promise<IssuedKey> {
    if (isOld(atMs)) return this.#oldKeyAt(atMs);
    const at = atMs * 1000;
    const [key] = KeysIssued.parse(await this.#post('keys', { action: 'issue', at })).keys;
    if (!key) throw new Error('no key issued');
    return key;
  }

  async #oldKeyAt(atMs: number): Promise<IssuedKey> {
    const known = this.#oldKeys.find(
      ({ window }) => window.from <= atMs * 1000 && atMs * 1000 < window.to,
    );
    if (known !== undefined) return known;
    const { issued, entry } = await makeOldKey(this.#origin, atMs);
    const statement = await this.#sign(atMs, entry);
    await this.#post('keys', { action: 'deposit', statement });
    this.#oldKeys.push(issued);
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

  #post(path: string, body: unknown): Promise<unknown> {
    return this.#send('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  async #send(
    method: 'POST' | 'PUT',
    path: string,
    body: BodyInit,
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    const claims = { device: this.id, audience: this.#origin, nowMs: Date.now() };
    const jwt = await signDeviceToken({ ...claims, privateKey: this.#privateKey });
    const response = await fetch(`${this.#origin}/api/recorder/${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${jwt}` },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}

function factsOf(host: DrawnHost) {
  return {
    ...host,
    macAddresses: [],
    ipAddresses: [],
    serialNumber: null,
    platform: 'linux',
    recorderVersion: '0.1.0',
  };
}
