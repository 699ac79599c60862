import { randomBytes } from 'node:crypto';
import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { KeyId, newId } from '@workcompanion/core/ids';
import type { KeysIssued } from '@workcompanion/core/protocol/messages';
import type { KeyWindow, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { CaptureKey } from '../capture/segment-sequence.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { Mutex } from '../mutex.ts';

const KEY_BYTES = 16;
/** How long a segment waits for the server, while its frames wait in the pipe. */
const ISSUE_TIMEOUT_MS = 3_000;
/** After a failure the server is not asked for this long, so that no other segment waits in vain. */
const ASK_AGAIN_AFTER_MICROS = 30_000_000;
/** How long a key made offline is used. */
const OWN_WINDOW_MICROS = 24 * 3_600_000_000;

interface HeldKey {
  readonly keyId: KeyId;
  readonly window: KeyWindow;
  readonly key: Buffer;
  readonly origin: 'issued' | 'own';
}

export interface KeyRingOptions {
  readonly issue: (at: number, signal: AbortSignal) => Promise<KeysIssued>;
  readonly journal: Journal;
  /** The server's key, known from enrolment. */
  readonly sealingKey: X25519Jwk;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Holds data keys, in memory only. Keys that the server issued come first; without a network and without
 * such a key, one is made here, sealed to the server, and put into the journal before its first use. A
 * key is overwritten with zeros when its window ends.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #mutex = new Mutex();
  #keys: HeldKey[] = [];
  #askAgainAt = 0;

  constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  /** A key whose window holds `start` (UTC µs). The buffer is a copy that belongs to the caller. */
  keyFor(start: number): Promise<CaptureKey> {
    return this.#mutex.run(async () => {
      this.#dropEnded(start);
      const held = this.#find(start) ?? (await this.#obtain(start)) ?? (await this.#makeOwn(start));
      return { keyId: held.keyId, key: Buffer.from(held.key) };
    });
  }

  /** Called while the server answers: fetches the next window's key well before it is needed. */
  prefetch(): Promise<void> {
    return this.#mutex.run(async () => {
      const now = this.#options.clock.utc();
      this.#dropEnded(now);
      if (this.#needsMore(now)) await this.#fetch(now);
    });
  }

  /** Seals a key to the server that it issued and has lost. False when the key is not here. */
  giveBack(keyId: KeyId): Promise<boolean> {
    return this.#mutex.run(async () => {
      const held = this.#keys.find((one) => one.keyId === keyId);
      if (held === undefined) return false;
      if (held.origin === 'issued') {
        await this.#deposit(held);
        this.#keys = this.#keys.map((one) => (one === held ? { ...held, origin: 'own' } : one));
      }
      return true;
    });
  }

  /** Overwrites all keys with zeros. */
  dispose(): void {
    for (const { key } of this.#keys) key.fill(0);
    this.#keys = [];
  }

  #needsMore(now: number): boolean {
    const issued = this.#keys.filter(({ origin }) => origin === 'issued');
    const current = issued.find(({ window }) => holds(window, now));
    if (current === undefined) return true;
    const { from, to } = current.window;
    const hasNext = issued.some(({ window }) => holds(window, to));
    return !hasNext && to - now < (to - from) / 2;
  }

  #find(at: number): HeldKey | undefined {
    const valid = this.#keys.filter(({ window }) => holds(window, at));
    return valid.find(({ origin }) => origin === 'issued') ?? valid[0];
  }

  async #obtain(start: number): Promise<HeldKey | undefined> {
    if (this.#options.clock.monotonic() < this.#askAgainAt) return undefined;
    try {
      await this.#fetch(start);
    } catch (error) {
      this.#askAgainAt = this.#options.clock.monotonic() + ASK_AGAIN_AFTER_MICROS;
      this.#options.log.warn({ err: error }, 'no data key from the server: using an own one');
    }
    return this.#find(start);
  }

  async #fetch(at: number): Promise<void> {
    const { keys } = await this.#options.issue(at, AbortSignal.timeout(ISSUE_TIMEOUT_MS));
    for (const { keyId, window, key } of keys) {
      if (this.#keys.some((held) => held.keyId === keyId)) continue;
      this.#keys.push({ keyId, window, key: ownBuffer(key), origin: 'issued' });
    }
  }

  async #makeOwn(start: number): Promise<HeldKey> {
    const key = randomBytes(KEY_BYTES);
    const keyId = newId(KeyId);
    const window = { from: start, to: start + OWN_WINDOW_MICROS };
    const held: HeldKey = { keyId, window, key, origin: 'own' };
    await this.#deposit(held);
    this.#keys.push(held);
    return held;
  }

  async #deposit({ keyId, window, key }: HeldKey): Promise<void> {
    const sealedKey = await sealKey(key, this.#options.sealingKey);
    await this.#options.journal.append({
      body: { kind: 'key-deposited', keyId, window, sealedKey },
    });
  }

  #dropEnded(now: number): void {
    const [ended, kept] = [
      this.#keys.filter(({ window }) => window.to <= now),
      this.#keys.filter(({ window }) => window.to > now),
    ];
    for (const { key } of ended) key.fill(0);
    this.#keys = kept;
  }
}

function holds({ from, to }: KeyWindow, at: number): boolean {
  return from <= at && at < to;
}

/** A buffer outside of the pool that small buffers share, so that it can be overwritten for good. */
function ownBuffer(base64url: string): Buffer {
  const key = Buffer.alloc(KEY_BYTES);
  key.write(base64url, 'base64url');
  return key;
}
