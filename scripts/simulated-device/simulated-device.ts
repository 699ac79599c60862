import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
} from '@workcompanion/core/crypto/key-pair';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, GapId, newId, type SegmentId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import {
  HeartbeatRequest,
  HelloResponse,
  type IssuedKey,
  KeysIssued,
} from '@workcompanion/core/protocol/messages';
import { GENESIS, type StatementBody } from '@workcompanion/core/protocol/statement';
import { makeWindowTrack } from '@workcompanion/core/windows/make-window-track';
import type { WindowUse } from '@workcompanion/core/windows/window-track';
import { type EncryptedSegment, type SegmentFacts, segmentStatement } from './encrypted-segment.ts';
import { isOld, makeOldKey } from './old-key.ts';

type SimulatedHost = Pick<HostFacts, 'userName' | 'hostname' | 'timeZone'>;

/** The request that sends a segment, without its body. */
export interface PreparedUpload {
  readonly path: string;
  readonly segment: SegmentId;
  readonly headers: Readonly<Record<string, string>>;
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

interface DeviceRequest {
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const RECORDER_VERSION = '0.1.0';
const FREE_BYTES = 200 * 1024 ** 3;

/** A recorder without a screen: it signs and chains statements of any moment, as a recorder does. */
export class SimulatedDevice {
  readonly #origin: string;
  readonly #saved: SavedDevice;
  readonly #keys: IssuedKey[] = [];
  #index: number;
  #prev: string;

  constructor(origin: string, saved: SavedDevice) {
    this.#origin = origin;
    this.#saved = saved;
    this.#index = saved.index;
    this.#prev = saved.prev;
  }

  static async enrol(origin: string, token: string, host: SimulatedHost): Promise<SimulatedDevice> {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const id = newId(DeviceId);
    const device = new SimulatedDevice(origin, { id, host, privateKey, index: 0, prev: GENESIS });
    await device.#post('enrolments', { token, device: id, publicKey, host: device.host });
    return device;
  }

  get id(): DeviceId {
    return this.#saved.id;
  }

  get host(): HostFacts {
    return {
      ...this.#saved.host,
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 'linux',
      recorderVersion: RECORDER_VERSION,
    };
  }

  save(): SavedDevice {
    return { ...this.#saved, index: this.#index, prev: this.#prev };
  }

  /** What it shows a portal. */
  token(): Promise<string> {
    const { id, privateKey } = this.#saved;
    return signDeviceToken({
      device: id,
      audience: this.#origin,
      privateKey,
      nowMs: Date.now(),
    });
  }

  async hello(): Promise<HelloResponse> {
    const response = await fetch(`${this.#origin}/api/recorder/hello`);
    return HelloResponse.parse(await response.json());
  }

  async keyAt(atMs: number): Promise<IssuedKey> {
    const at = atMs * 1000;
    const isOfThen = ({ window }: IssuedKey) => window.from <= at && at < window.to;
    const known = this.#keys.find(isOfThen);
    if (known !== undefined) return known;
    this.#keys.push(...(isOld(atMs) ? [await this.#depositKey(atMs)] : await this.#askForKeys(at)));
    const key = this.#keys.find(isOfThen);
    if (key === undefined) throw new Error('no key was issued for that moment');
    return key;
  }

  /** Signs the statement of a segment; whoever calls sends the ciphertext, now or later. */
  async prepareUpload(facts: SegmentFacts, body: EncryptedSegment): Promise<PreparedUpload> {
    const { id, startMs, seconds } = facts;
    const statement = await this.#sign(startMs + seconds * 1000, segmentStatement(facts, body));
    return {
      path: `/api/recorder/segments/${id}`,
      segment: id,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'content-type': 'application/octet-stream',
        'content-length': String(body.ciphertext.length),
        'content-md5': Buffer.from(body.md5, 'hex').toString('base64'),
        'segment-statement': statement,
      },
    };
  }

  /** Tells which windows were in front; all within an hour. */
  async tellWindows(uses: readonly WindowUse[]): Promise<void> {
    const [first, last] = [uses[0], uses.at(-1)];
    if (first === undefined || last === undefined) return;
    const { keyId, key } = await this.keyAt(first.from / 1000);
    const made = makeWindowTrack({
      device: this.id,
      key: { keyId, key: Buffer.from(key, 'base64url') },
      uses,
      detail: 'programs-and-titles',
      policyVersion: 1,
    });
    if (made === null) return;
    const statement = await this.#sign(last.to / 1000, made.body);
    const sealed = made.sealed.toString('base64');
    await this.#put(`window-tracks/${made.id}`, { statement, sealed });
  }

  /** Says that nothing was recorded on any display. */
  async gap(cause: GapCause, fromMs: number, toMs: number): Promise<void> {
    await this.tell(toMs, {
      kind: 'gap',
      gap: newId(GapId),
      display: null,
      note: null,
      cause,
      from: fromMs * 1000,
      to: toMs * 1000,
    });
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

  async send(path: string, request: DeviceRequest): Promise<unknown> {
    const response = await fetch(`${this.#origin}${path}`, request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async #askForKeys(at: number): Promise<readonly IssuedKey[]> {
    return KeysIssued.parse(await this.#post('keys', { action: 'issue', at })).keys;
  }

  async #depositKey(atMs: number): Promise<IssuedKey> {
    const { issued, entry } = await makeOldKey(await this.hello(), atMs);
    const statement = await this.#sign(atMs, entry);
    await this.#post('keys', { action: 'deposit', statement });
    return issued;
  }

  async #sign(atMs: number, body: StatementBody): Promise<string> {
    const statement = await signStatement(
      {
        ...body,
        v: 1,
        device: this.id,
        index: this.#index,
        prev: this.#prev,
        at: atMs * 1000,
        monotonic: atMs * 1000,
        clockOffset: 0,
      },
      this.#saved.privateKey,
    );
    this.#index += 1;
    this.#prev = statementHash(statement);
    return statement;
  }

  #post(what: string, body: unknown): Promise<unknown> {
    return this.#send('POST', what, body);
  }

  #put(what: string, body: unknown): Promise<unknown> {
    return this.#send('PUT', what, body);
  }

  async #send(method: DeviceRequest['method'], what: string, body: unknown): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${await this.token()}`,
      'content-type': 'application/json',
    };
    const path = `/api/recorder/${what}`;
    return this.send(path, { method, headers, body: JSON.stringify(body) });
  }
}
