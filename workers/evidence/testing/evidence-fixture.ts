import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { CaseId, ClipId, EvidencePackageId, newId, UserId } from '@workcompanion/core/ids';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db } from '@workcompanion/db/client';
import { accountName } from '@workcompanion/db/queries/account-name';
import { cases } from '@workcompanion/db/schema/cases';
import { clips, type StoredClipDisplay } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { users } from '@workcompanion/db/schema/users';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import type { WorkerContext } from '../../job.ts';
import type { EvidencePackageOptions } from '../evidence-package-options.ts';
import { type MakePackage, makePackage } from '../make-package.ts';
import { DrawnRecorder } from './drawn-recorder.ts';

const DAY = 86_400_000_000;

export interface EvidenceFixture extends EvidencePlace {
  readonly database: TestDatabase;
  dispose(): Promise<void>;
}

export interface EvidencePlace {
  readonly ctx: WorkerContext;
  readonly options: EvidencePackageOptions;
  readonly folder: string;
  readonly userId: UserId;
  /** In this thread. */
  readonly make: MakePackage;
  /** A device of a new person, or another of the same. */
  enrol(other?: DrawnRecorder): Promise<DrawnRecorder>;
  /** A clip of the recorder's displays, and a package of it that waits. */
  ask(recorder: DrawnRecorder, wish: EvidencePackageWish): Promise<EvidencePackageId>;
  row(id: EvidencePackageId): Promise<typeof evidencePackages.$inferSelect>;
}

interface EvidencePackageWish {
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
  readonly displays: readonly string[];
  /** Displays of the person's other devices. */
  readonly others?: readonly StoredClipDisplay[];
  readonly redaction?: (typeof evidencePackages.$inferSelect)['redaction'];
  readonly password?: string;
  /** Also videos with a clock; they are, unless said otherwise. */
  readonly clockVideos?: boolean;
}

/** The archive is a folder when no other store is given. */
export async function openEvidenceFixture(archive?: BlobStore): Promise<EvidenceFixture> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  return {
    ...(await furnish(database.db, folder, archive)),
    database,
    dispose: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Keys, stores and a user, in a database and a folder that are empty. */
export async function furnish(
  db: Db,
  folder: string,
  archive: BlobStore = new FolderStore(join(folder, 'archive')),
): Promise<EvidencePlace> {
  const masterKey = Buffer.alloc(32, 7);
  const ctx: WorkerContext = {
    db,
    now: () => Date.now() * 1000,
    log: pino({ level: 'silent' }),
    hot: new FolderHotStore(join(folder, 'hot')),
    thumbnails: new FolderStore(join(folder, 'thumbnails')),
    evidencePackages: new FolderStore(join(folder, 'evidence-packages')),
    journal: new FolderStore(join(folder, 'journal')),
    archive,
    masterKey,
    stopping: new AbortController().signal,
  };
  const { publicKey, privateKey } = await generateSigningKeyPair();
  await db.insert(serverKeys).values({
    kid: 'test',
    purpose: 'signing',
    publicKey,
    wrappedPrivateKey: wrapKey(masterKey, Buffer.from(JSON.stringify(privateKey)), 'test'),
    createdAt: 0,
  });
  const authority = await generateSigningKeyPair();
  const secret = Buffer.from(JSON.stringify(authority.privateKey));
  await db.insert(serverKeys).values({
    kid: 'authority',
    purpose: 'authority',
    publicKey: authority.publicKey,
    wrappedPrivateKey: wrapKey(masterKey, secret, 'authority'),
    createdAt: 0,
  });
  const options = optionsIn(folder);
  const userId = newId(UserId);
  const email = 'grace@example.com';
  await db
    .insert(users)
    .values({ id: userId, email, name: 'Grace', passwordHash: 'none', roles: [], createdAt: 0 });
  return {
    ctx,
    folder,
    userId,
    options,
    make: (making) => makePackage(ctx, options, making),
    enrol: (other) => DrawnRecorder.enrol(ctx, privateKey, other),
    ask: (recorder, wish) => ask({ ctx, userId }, recorder, wish),
    row: async (id) => {
      const [row] = await db.select().from(evidencePackages).where(eq(evidencePackages.id, id));
      if (!row) throw new Error(`no package ${id}`);
      return row;
    },
  };
}

function optionsIn(folder: string): EvidencePackageOptions {
  return {
    folder: join(folder, 'evidence-packages'),
    ffmpeg: 'ffmpeg',
    font: 'Noto Sans CJK SC',
    verifyPage: join(import.meta.dirname, 'verify-page.html'),
    serverName: 'records.example.com',
    certificateFile: null,
    keep: 30 * DAY,
    partSeconds: 300,
    leaseMs: 20_000,
  };
}

async function ask(
  { ctx, userId }: { readonly ctx: WorkerContext; readonly userId: UserId },
  { id: device }: DrawnRecorder,
  { from, to, displays, others = [], redaction, password, clockVideos = true }: EvidencePackageWish,
): Promise<EvidencePackageId> {
  const { db, masterKey } = ctx;
  const [row] = await db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no such device');
  const [caseId, clipId, id] = [newId(CaseId), newId(ClipId), newId(EvidencePackageId)];
  const made = { createdAt: ctx.now(), createdBy: userId };
  const clip = {
    id: clipId,
    caseId,
    personId: row.personId,
    title: 'The second invoice',
    footageFrom: from,
    footageTo: to,
    displays: [...displays.map((display) => ({ device, display })), ...others],
    ...made,
  };
  const request = {
    id,
    clipId,
    state: 'queued' as const,
    reason: 'legal-request' as const,
    note: 'Letter of the 3rd',
    redaction: redaction ?? { withheld: [], blurred: [] },
    hasClockVideos: clockVideos,
    requestedAt: ctx.now(),
    requestedBy: userId,
  };
  await db.insert(cases).values({ id: caseId, title: 'Invoices of October', ...made });
  await db.insert(clips).values(clip);
  await db.insert(evidencePackages).values({
    ...request,
    ...(password !== undefined && {
      isProtected: true,
      wrappedPassword: wrapKey(masterKey, Buffer.from(password, 'utf8'), id),
    }),
  });
  await logRequest(db, clip, request);
  return id;
}

/** As the portal tells the audit log. */
async function logRequest(
  db: Db,
  clip: typeof clips.$inferInsert,
  request: typeof evidencePackages.$inferInsert,
): Promise<void> {
  const { personId: person, title, footageFrom: from, footageTo: to, displays } = clip;
  const facts = { case: clip.caseId, person, from, to, displays };
  const { redaction, reason, note, requestedBy, requestedAt } = request;
  await withTransaction(db, async (tx) => {
    const by = await accountName(tx, requestedBy);
    const actor = { user: { id: requestedBy } };
    await appendAuditEntry(tx, actor, {
      at: clip.createdAt,
      action: 'clip.made',
      entityType: 'clip',
      entityId: clip.id,
      details: { ...facts, title, by },
    });
    const { withheld, blurred } = redaction;
    const asked = { clip: clip.id, reason, note, withheld, blurred: blurred.length };
    await appendAuditEntry(tx, actor, {
      at: requestedAt,
      action: 'evidence-package.requested',
      entityType: 'evidence-package',
      entityId: request.id,
      details: { ...facts, ...asked, needsApproval: false, by },
    });
  });
}
