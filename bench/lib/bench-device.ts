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

/** An enrolled device that signs and chains what it uploads, as a recorder does. */
export class BenchDevice {
  readonly id: DeviceId;
  readonly recording = newId(RecordingId);
  readonly #origin: string;
  readonly #privateKey: Ed25519PrivateJwk;
  readonly #key: IssuedKey;
  #index = 0;
  #prev = GENESIS;
  #start: number;

  private constructor(id: DeviceId, origin: string, privateKey: Ed25519PrivateJwk, key: IssuedKey) {
    this.id = id;
    this.#origin = origin;
    this.#privateKey = privateKey;
    this.#key = key;
    this.#start = key.window.from;
  }

  static async enrol(origin: string, token: string): Promise<BenchDevice> {
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
    const at = Date.now() * 1000;
    const issued = await postJson(`${origin}/api/recorder/keys`, jwt, { action: 'issue', at });
    const [key] = KeysIssued.parse(issued).keys;
    if (!key) throw new Error('no key issued');
    return new BenchDevice(id, origin, privateKey, key);
  }

  encrypt(plain: Buffer): BenchBody {
    const iv = randomBytes(16);
    const encryptor = new SegmentEncryptor(Buffer.from(this.#key.key, 'base64url'), iv);
    const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
    return {
      ciphertext,
      iv: iv.toString('hex'),
      md5: createHash('md5').update(ciphertext).digest(),
      sha256: createHash('sha256').update(ciphertext).digest('hex'),
    };
  }

  token(): Promise<string> {
    const claims = { device: this.id, audience: this.#origin, nowMs: Date.now() };
    return signDeviceToken({ ...claims, privateKey: this.#privateKey });
  }

  /** The next segment of this device's one recording. */
  async nextUpload(body: BenchBody): Promise<BenchUpload> {
    const segment = newId(SegmentId, this.#start / 1000);
    const statement = await signStatement(
      {
        v: 1,
        device: this.id,
        index: this.#index,
        prev: this.#prev,
        at: this.#start + SEGMENT_SECONDS * 1_000_000,
        monotonic: this.#start,
        clockOffset: 0,
        kind: 'segment',
        segment,
        recording: this.recording,
        display: 'BENCH-1',
        sequence: this.#index,
        start: this.#start,
        duration: SEGMENT_SECONDS * 1_000_000,
        frames: 300,
        bytes: body.ciphertext.length,
        md5: body.md5.toString('hex'),
        sha256: body.sha256,
        keyId: this.#key.keyId,
        iv: body.iv,
        encoder: 'bench',
        policyVersion: 1,
        recovered: false,
      },
      this.#privateKey,
    );
    this.#index += 1;
    this.#prev = statementHash(statement);
    this.#start += SEGMENT_SECONDS * 1_000_000;
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
