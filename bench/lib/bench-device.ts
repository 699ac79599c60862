import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
} from '@workcompanion/core/crypto/key-pair';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { type IssuedKey, KeysIssued } from '@workcompanion/core/protocol/messages';
import { GENESIS } from '@workcompanion/core/protocol/statement';

/** One ciphertext that all uploads of a run share, since only the server is measured. */
export interface BenchBody {
  readonly ciphertext: Buffer;
  readonly iv: string;
  readonly md5: Buffer;
  readonly sha256: string;
}

/** A segment ready to be sent, made before the clock starts. */
export interface BenchUpload {
  readonly path: string;
  readonly segment: SegmentId;
  readonly headers: Record<string, string>;
}

const SEGMENT_SECONDS = 60;

interface EnrolOptions {
  /** µs: when its first segment begins. The start of the key's window unless said otherwise. */
  readonly startAt?: number;
  /** 60 unless said otherwise. */
  readonly segmentSeconds?: number;
}

interface DeviceParts {
  readonly id: DeviceId;
  readonly origin: string;
  readonly privateKey: Ed25519PrivateJwk;
  /** The keys of this window and of the next. */
  readonly keys: readonly IssuedKey[];
  readonly startAt: number;
  readonly segmentMicros: number;
}

/** An enrolled device that signs and chains what it uploads, as a recorder does. */
export class BenchDevice {
  readonly recording = newId(RecordingId);
  readonly #parts: DeviceParts;
  #index = 0;
  #prev = GENESIS;
  #start: number;

  private constructor(parts: DeviceParts) {
    this.#parts = parts;
    this.#start = parts.startAt;
  }

  get id(): DeviceId {
    return this.#parts.id;
  }

  get privateKey(): Ed25519PrivateJwk {
    return this.#parts.privateKey;
  }

  /** µs: when its next segment begins. */
  get nextStart(): number {
    return this.#start;
  }

  static async enrol(
    origin: string,
    token: string,
    { startAt, segmentSeconds = SEGMENT_SECONDS }: EnrolOptions = {},
  ): Promise<BenchDevice> {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const id = newId(DeviceId);
    const jwt = await signDeviceToken({
      device: id,
      audience: origin,
      privateKey,
      nowMs: Date.now(),
    });
    const host = {
      hostname: hostname(),
      userName: `bench-${id.slice(-6)}`,
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 'bench',
      timeZone: 'UTC',
      recorderVersion: '0.1.0',
    };
    await postJson(`${origin}/api/recorder/enrolments`, jwt, {
      token,
      device: id,
      publicKey,
      host,
    });
    const at = startAt ?? Date.now() * 1000;
    const issued = await postJson(`${origin}/api/recorder/keys`, jwt, { action: 'issue', at });
    const { keys } = KeysIssued.parse(issued);
    return new BenchDevice({
      id,
      origin,
      privateKey,
      keys,
      startAt: startAt ?? keys[0]?.window.from ?? at,
      segmentMicros: segmentSeconds * 1_000_000,
    });
  }

  encrypt(plain: Buffer): BenchBody {
    const iv = randomBytes(16);
    const key = Buffer.from(this.#keyOfNext().key, 'base64url');
    const encryptor = new SegmentEncryptor(key, iv);
    const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
    return {
      ciphertext,
      iv: iv.toString('hex'),
      md5: createHash('md5').update(ciphertext).digest(),
      sha256: createHash('sha256').update(ciphertext).digest('hex'),
    };
  }

  token(): Promise<string> {
    const { id, origin, privateKey } = this.#parts;
    return signDeviceToken({ device: id, audience: origin, nowMs: Date.now(), privateKey });
  }

  #keyOfNext(): IssuedKey {
    const key = this.#parts.keys.find(
      ({ window }) => window.from <= this.#start && this.#start < window.to,
    );
    if (!key) throw new Error('the next segment is in no window of its keys');
    return key;
  }

  /** The next segment of this device's one recording. */
  async nextUpload(body: BenchBody): Promise<BenchUpload> {
    const { segmentMicros } = this.#parts;
    const segment = newId(SegmentId, this.#start / 1000);
    const statement = await signStatement(
      {
        v: 1,
        device: this.id,
        index: this.#index,
        prev: this.#prev,
        at: this.#start + segmentMicros,
        monotonic: this.#start,
        clockOffset: 0,
        kind: 'segment',
        segment,
        recording: this.recording,
        display: 'BENCH-1',
        sequence: this.#index,
        start: this.#start,
        duration: segmentMicros,
        frames: Math.round(segmentMicros / 200_000),
        bytes: body.ciphertext.length,
        md5: body.md5.toString('hex'),
        sha256: body.sha256,
        keyId: this.#keyOfNext().keyId,
        iv: body.iv,
        encoder: 'bench',
        policyVersion: 1,
        recovered: false,
      },
      this.#parts.privateKey,
    );
    this.#index += 1;
    this.#prev = statementHash(statement);
    this.#start += segmentMicros;
    return {
      path: `/api/recorder/segments/${segment}`,
      segment,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'content-type': 'application/octet-stream',
        'content-length': String(body.ciphertext.length),
        'content-md5': body.md5.toString('base64'),
        'segment-statement': statement,
      },
    };
  }
}

async function postJson(url: string, jwt: string, body: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${jwt}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
