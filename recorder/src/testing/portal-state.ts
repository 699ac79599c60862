import { randomBytes } from 'node:crypto';
import {
  type Ed25519PrivateJwk,
  generateSealingKeyPair,
  generateSigningKeyPair,
} from '@workcompanion/core/crypto/key-pair';
import { openSealedKey } from '@workcompanion/core/crypto/sealed-key';
import { signJournalHead, signReceipt } from '@workcompanion/core/crypto/server-statements';
import {
  readStatement,
  statementHash,
  verifyStatement,
} from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import {
  type DeviceId,
  KeyId,
  newId,
  type SegmentId,
  type WindowTrackId,
} from '@workcompanion/core/ids';
import { MOST_MISSING_RANGES } from '@workcompanion/core/protocol/journal-head';
import type { HeartbeatRequest, IssuedKey } from '@workcompanion/core/protocol/messages';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { GENESIS, type Statement } from '@workcompanion/core/protocol/statement';
import { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { TestRelease } from './portal-release.ts';
import { TestCheckpoints } from './test-checkpoints.ts';
import { testPolicy } from './test-policy.ts';

export interface StoredSegment {
  readonly statement: Extract<Statement, { kind: 'segment' }>;
  readonly body: Buffer;
}

interface StoredWindowTrack {
  readonly statement: Extract<Statement, { kind: 'window-track' }>;
  readonly body: Buffer;
}

interface HeldJournal {
  /** Statements by index, as received. */
  readonly journal: Map<number, string>;
  readonly statements: Map<number, Statement>;
  /** Indices that the device says it can't show any more. */
  readonly lost: Set<number>;
}

/** What a portal knows, in memory; the rules of core/protocol are checked for real. */
export class PortalState {
  readonly signing: { publicKey: Ed25519Jwk; privateKey: Ed25519PrivateJwk };
  readonly sealing: Awaited<ReturnType<typeof generateSealingKeyPair>>;
  policy: Policy = testPolicy();
  keyWindowMs = 3_600_000;
  /** Whose devices enrol with them. */
  readonly tokens = new Map([['test-token-0123456789', 'Test Person']]);
  readonly persons = new Map<DeviceId, string>();
  readonly devices = new Map<DeviceId, Ed25519Jwk>();
  /** What is held of the device that was enrolled first; `heldOf` tells it for any device. */
  readonly journal: HeldJournal['journal'] = new Map();
  readonly statements: HeldJournal['statements'] = new Map();
  readonly lost: HeldJournal['lost'] = new Set();
  readonly segments = new Map<SegmentId, StoredSegment>();
  readonly windowTracks = new Map<WindowTrackId, StoredWindowTrack>();
  readonly partial = new Map<string, Buffer>();
  readonly keys = new Map<KeyId, Buffer>();
  readonly checkpoints: TestCheckpoints;
  minimumRecorderVersion = '0.1.0';
  /** What is added to the server's time as it is told. */
  clockAheadMs = 0;
  release: TestRelease | null = null;
  watchedNow = false;
  watchers: WatchersResponse = WatchersResponse.parse({ mayWatch: [], views: [] });
  readonly heartbeats: HeartbeatRequest[] = [];
  /** Segments in the order in which their bodies were taken. */
  readonly arrivals: SegmentId[] = [];
  readonly #others = new Map<DeviceId, HeldJournal>();
  readonly #issued = new Map<number, IssuedKey>();

  constructor(keys: {
    signing: PortalState['signing'];
    sealing: PortalState['sealing'];
  }) {
    this.signing = keys.signing;
    this.sealing = keys.sealing;
    this.checkpoints = new TestCheckpoints(keys.signing.privateKey);
  }

  static async create(): Promise<PortalState> {
    return new PortalState({
      signing: await generateSigningKeyPair(),
      sealing: await generateSealingKeyPair('test'),
    });
  }

  issueKey(atMs: number): IssuedKey {
    const from = Math.floor(atMs / this.keyWindowMs) * this.keyWindowMs;
    const known = this.#issued.get(from);
    if (known !== undefined) return known;
    const key = randomBytes(16);
    const keyId = newId(KeyId);
    const window = { from: from * 1000, to: (from + this.keyWindowMs) * 1000 };
    const issued = { keyId, window, key: key.toString('base64url') };
    this.#issued.set(from, issued);
    this.keys.set(keyId, key);
    return issued;
  }

  async verify(device: DeviceId, jws: string): Promise<Statement> {
    if (!this.devices.has(device)) throw new AppError('unauthenticated', 'unknown device');
    const author = readStatement(jws).device;
    const publicKey = this.devices.get(author);
    const isOfSame = this.persons.get(author) === this.persons.get(device);
    if (publicKey === undefined || !isOfSame)
      throw new AppError('foreign-device', 'foreign statement');
    return await verifyStatement(jws, publicKey);
  }

  /** Takes an entry and signs its receipt. The same again gets a receipt again. */
  async take(statement: Statement, jws: string): Promise<string> {
    const held = this.heldOf(statement.device);
    const known = held.journal.get(statement.index);
    if (known !== undefined && known !== jws) {
      throw new AppError('journal-fork', `entry ${statement.index} is another already`);
    }
    if (known === undefined) checkPlace(held, statement, jws);
    if (statement.kind === 'key-deposited') {
      const key = await openSealedKey(statement.sealedKey, this.sealing.privateKey);
      this.keys.set(statement.keyId, key);
    }
    const { restates } = statement;
    if (restates !== undefined) held.lost.add(restates.index);
    for (const { first, last } of statement.kind === 'journal-damaged' ? statement.lost : []) {
      for (let index = first; index <= last; index += 1) held.lost.add(index);
    }
    held.journal.set(statement.index, jws);
    held.statements.set(statement.index, statement);
    return signReceipt(
      {
        v: 1,
        device: statement.device,
        index: statement.index,
        statement: statementHash(jws),
        receivedAt: Date.now() * 1000,
      },
      this.signing.privateKey,
    );
  }

  heldOf(device: DeviceId): HeldJournal {
    const [first] = this.devices.keys();
    if (device === first) return this;
    const held = this.#others.get(device) ?? {
      journal: new Map(),
      statements: new Map(),
      lost: new Set(),
    };
    this.#others.set(device, held);
    return held;
  }

  /** How far the journal is held, as a signed word and as a heartbeat's answer tells it. */
  async head(device: DeviceId): Promise<string> {
    const { end } = this.reach(device);
    const { journal, lost } = this.heldOf(device);
    const last = journal.get(end - 1);
    const missing = Array.from({ length: end }, (_, index) => index)
      .filter((index) => !journal.has(index) && !lost.has(index))
      .map((index) => ({ first: index, last: index }));
    return signJournalHead(
      {
        v: 1,
        device,
        next: end,
        hash: last === undefined ? GENESIS : statementHash(last),
        missing: missing.slice(0, MOST_MISSING_RANGES),
        more: missing.length > MOST_MISSING_RANGES,
        at: Date.now() * 1000,
      },
      this.signing.privateKey,
    );
  }

  reach(device?: DeviceId): { readonly next: number; readonly end: number } {
    const { journal, lost } = device === undefined ? this : this.heldOf(device);
    const end = Math.max(-1, ...journal.keys()) + 1;
    let next = 0;
    while (next < end && (journal.has(next) || lost.has(next))) next += 1;
    return { next, end };
  }

  /** All statements of one kind, in the order of the journal. */
  entries<K extends Statement['kind']>(kind: K): Extract<Statement, { kind: K }>[] {
    return [...this.statements.values()]
      .filter((statement): statement is Extract<Statement, { kind: K }> => statement.kind === kind)
      .sort((a, b) => a.index - b.index);
  }

  /** In the order of the journal, from the first on as far as there is no hole. */
  chain(): string[] {
    const chain: string[] = [];
    for (let jws = this.journal.get(0); jws !== undefined; jws = this.journal.get(chain.length)) {
      chain.push(jws);
    }
    return chain;
  }
}

function checkPlace(held: HeldJournal, { index, prev }: Statement, jws: string): void {
  const before = held.journal.get(index - 1);
  const after = held.statements.get(index + 1);
  const follows = before === undefined || statementHash(before) === prev;
  const isFollowed = after === undefined || after.prev === statementHash(jws);
  if (follows && isFollowed && !held.lost.has(index)) return;
  throw new AppError('chain-broken', `entry ${index} does not fit`);
}
