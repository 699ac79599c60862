import { verifyDeviceToken } from '@workcompanion/core/crypto/device-token';
import { AppError } from '@workcompanion/core/errors';
import type {
  EnrolmentRequest,
  EnrolmentResponse,
  HelloResponse,
} from '@workcompanion/core/protocol/messages';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { deviceAudiences, refused } from './authenticate-device.ts';
import { type Filing, fileDevice, toldName } from './file-device.ts';

/** The oldest recorder that speaks this protocol. */
const MINIMUM_RECORDER_VERSION = '0.1.0';

export interface EnrolmentAttempt {
  /** Device JWT signed by the very key that is enrolled: proof that the sender holds it. */
  readonly bearer: string;
  readonly request: EnrolmentRequest;
  /** Where it comes from. */
  readonly address: string;
}

/**
 * Makes a device of a recorder that shows a valid enrolment token. The same device and key again
 * gets the same answer. One that claims to be somebody's who is known waits for approval, and is told
 * nothing of that person. Throws `unauthenticated` (and the like), `recorder-too-old`, the enrolment-
 * token codes, `already-exists`, `device-revoked`, `device-refused`.
 */
export async function enrolDevice(
  ctx: ServerContext,
  { bearer, request, address }: EnrolmentAttempt,
): Promise<EnrolmentResponse> {
  await assertHoldsKey(ctx, bearer, request);
  assertRecorderVersion(request.host.recorderVersion);
  return withTransaction(ctx.db, async (tx) => {
    const token = await lockEnrolmentToken(tx, request.token);
    const known = await findEnrolled(tx, request);
    if (known) return known;
    assertUsable(token, ctx.now());
    const filing = await fileDevice(tx, ctx, { host: request.host, token });
    const filed = { request, address, token, filing };
    await insertDevice(tx, ctx, filed);
    await countUse(tx, ctx, filed);
    return answerOf(request, filing.claim === null ? filing.person.name : null);
  });
}

async function assertHoldsKey(
  ctx: ServerContext,
  bearer: string,
  { device, publicKey }: EnrolmentRequest,
): Promise<void> {
  const issuer = await verifyDeviceToken(bearer, {
    publicKey,
    audiences: deviceAudiences(ctx.config.publicUrl),
    nowMs: ctx.now() / 1000,
  });
  if (issuer === device) return;
  throw new AppError('unauthenticated', 'The bearer token is of another device than the request.');
}

async function findEnrolled(tx: Tx, request: EnrolmentRequest): Promise<EnrolmentResponse | null> {
  const { device, publicKey } = request;
  const row = await findDevice(tx, device);
  if (!row) return null;
  if (row.publicKey.x !== publicKey.x) {
    throw new AppError('already-exists', `Device ${device} is enrolled with another key.`);
  }
  if (row.approval === 'refused') throw refused(device);
  if (row.revokedAt !== null) {
    throw new AppError('device-revoked', `Device ${device} was revoked by an administrator.`);
  }
  const [person] = await tx
    .select({ name: people.name })
    .from(people)
    .where(eq(people.id, row.personId));
  return answerOf(request, row.approval === 'approved' ? (person?.name ?? '') : null);
}

/** `name` null: it waits, and gets its own word back. */
function answerOf({ device, host }: EnrolmentRequest, name: string | null): EnrolmentResponse {
  return {
    device,
    personName: name ?? toldName(host),
    approval: name === null ? 'waiting' : 'approved',
  };
}

interface Filed {
  readonly request: EnrolmentRequest;
  readonly address: string;
  readonly token: EnrolmentTokenRow;
  readonly filing: Filing;
}

async function insertDevice(
  tx: Tx,
  ctx: ServerContext,
  { request, address, token, filing }: Filed,
): Promise<void> {
  await tx.insert(devices).values({
    id: request.device,
    personId: filing.person.id,
    approval: filing.claim === null ? 'approved' : 'waiting',
    enrolment: { token: token.id, tokenLabel: token.label, address, claim: filing.claim },
    publicKey: request.publicKey,
    host: request.host,
    enrolledAt: ctx.now(),
    recorderVersion: request.host.recorderVersion,
  });
}

async function countUse(
  tx: Tx,
  ctx: ServerContext,
  { token, request, address, filing: { claim } }: Filed,
): Promise<void> {
  await tx
    .update(enrolmentTokens)
    .set({ uses: sql`${enrolmentTokens.uses} + 1` })
    .where(eq(enrolmentTokens.id, token.id));
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at: ctx.now(),
    action: 'device.enrolled',
    entityType: 'device',
    entityId: request.device,
    details: {
      token: token.id,
      hostname: request.host.hostname,
      userName: request.host.userName,
      address,
      ...(claim && { waitsBecause: claim.why }),
    },
  });
}

type EnrolmentTokenRow = typeof enrolmentTokens.$inferSelect;

/** One enrolment by a token at a time, so that its uses are counted. Throws `enrolment-token-unknown`. */
async function lockEnrolmentToken(tx: Tx, token: string): Promise<EnrolmentTokenRow> {
  const [row] = await tx
    .select()
    .from(enrolmentTokens)
    .where(eq(enrolmentTokens.tokenHash, sha256(token)))
    .for('no key update');
  if (!row)
    throw new AppError('enrolment-token-unknown', 'This enrolment token is not known here.');
  return row;
}

/** Throws `enrolment-token-revoked`, `enrolment-token-expired` or `enrolment-token-used`. */
function assertUsable(token: EnrolmentTokenRow, now: number): void {
  if (token.revokedAt !== null) {
    throw new AppError('enrolment-token-revoked', 'This enrolment token was revoked.');
  }
  if (token.expiresAt <= now) {
    throw new AppError('enrolment-token-expired', 'This enrolment token is no longer valid.');
  }
  if (token.uses >= token.maxUses) {
    throw new AppError('enrolment-token-used', 'This enrolment token was used up.');
  }
}

/** Throws `recorder-too-old`. What is no version counts as too old. */
function assertRecorderVersion(version: string): void {
  if (!isOlderVersion(version, MINIMUM_RECORDER_VERSION)) return;
  throw new AppError(
    'recorder-too-old',
    `Recorder ${version} is too old: this server takes ${MINIMUM_RECORDER_VERSION} and later.`,
  );
}

/** What anybody may know, and a recorder needs before it can prove who it is. */
export async function sayHello(ctx: ServerContext): Promise<HelloResponse> {
  return {
    serverTime: ctx.now(),
    signingKey: ctx.keys.signing.publicKey,
    sealingKey: ctx.keys.sealing.publicKey,
    minimumRecorderVersion: MINIMUM_RECORDER_VERSION,
  };
}
