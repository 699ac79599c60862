import { createHash } from 'node:crypto';
import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { readStatement, signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import { policyDigest } from '@workcompanion/core/protocol/policy-digest';
import { GENESIS, type StatementBody } from '@workcompanion/core/protocol/statement';
import { DEFAULT_NOTICE } from '@workcompanion/db/queries/default-notice';
import { journalDamages, journalEntries } from '@workcompanion/db/schema/journal-entries';
import { policies } from '@workcompanion/db/schema/policies';
import { eq } from 'drizzle-orm';
import type { WorkerContext } from '../../job.ts';

const SECOND = 1_000_000;

/** What a drawn device states: its statements, and the receipts and rows that ingest makes of them. */
export class DrawnJournal {
  readonly id: DeviceId;
  protected readonly ctx: WorkerContext;
  readonly #deviceKey: Ed25519PrivateJwk;
  protected readonly serverKey: Ed25519PrivateJwk;
  #index = 0;
  #prev: string = GENESIS;

  protected constructor(
    ctx: WorkerContext,
    id: DeviceId,
    keys: { readonly device: Ed25519PrivateJwk; readonly server: Ed25519PrivateJwk },
  ) {
    this.ctx = ctx;
    this.id = id;
    this.#deviceKey = keys.device;
    this.serverKey = keys.server;
  }

  /** As a recorder begins: the notice, the policy, and what it has seen of the server. */
  async begin(atMs: number): Promise<void> {
    const textSha256 = createHash('sha256').update(DEFAULT_NOTICE.en, 'utf8').digest('hex');
    await this.tell(atMs, {
      kind: 'notice-acknowledged',
      noticeVersion: 1,
      textSha256,
      locale: 'en',
      userName: 'lin.wei',
    });
    const [first] = await this.ctx.db
      .select({ body: policies.body })
      .from(policies)
      .where(eq(policies.version, 1));
    if (first === undefined) throw new Error('no policy');
    const policySha256 = policyDigest(first.body);
    await this.tell(atMs, { kind: 'policy-applied', policyVersion: 1, policySha256 });
  }

  /** An entry that is stated, and comes nowhere. */
  async lose(atMs: number): Promise<number> {
    return (await this.#state(atMs, { kind: 'policy-applied', policyVersion: 1 })).index;
  }

  /** The journal was damaged: these entries will never come. */
  async damage(atMs: number, lost: { first: number; last: number }[]): Promise<number> {
    const damage = { cause: 'unreadable', lost, saved: 0, keptAs: null } as const;
    const index = await this.tell(atMs, { kind: 'journal-damaged', ...damage });
    await this.ctx.db.insert(journalDamages).values({
      deviceId: this.id,
      index,
      statedAt: atMs * 1000,
      ...damage,
    });
    return index;
  }

  async tell(atMs: number, body: StatementBody): Promise<number> {
    const { index, prev, jws, hash } = await this.#state(atMs, body);
    const receivedAt = atMs * 1000 + SECOND;
    const receipt = { v: 1 as const, device: this.id, index, statement: hash, receivedAt };
    await this.ctx.db.insert(journalEntries).values({
      deviceId: this.id,
      index,
      recordedAt: atMs * 1000,
      receivedAt,
      kind: body.kind,
      hash: Buffer.from(hash, 'base64url'),
      prev: Buffer.from(prev, 'base64url'),
      statement: jws,
      receipt: await signReceipt(receipt, this.serverKey),
    });
    return index;
  }

  async #state(atMs: number, body: StatementBody) {
    const [index, prev] = [this.#index, this.#prev];
    const jws = await signStatement(
      {
        ...body,
        v: 1,
        device: this.id,
        index,
        prev,
        at: atMs * 1000,
        monotonic: atMs * 1000,
        clockOffset: 0,
      },
      this.#deviceKey,
    );
    readStatement(jws);
    const hash = statementHash(jws);
    this.#index += 1;
    this.#prev = hash;
    return { index, prev, jws, hash };
  }
}
