import { randomInt } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { shares } from '@workcompanion/db/schema/shares';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OpenShare, SharedPackage } from '../../contract/shares.ts';
import type { ServerContext } from '../context.ts';
import { type FoundShare, shareByToken } from './find-share.ts';
import { describeShare } from './inspect-share.ts';
import { beginShareSession } from './share-session.ts';

/** Nothing that is mistaken for something else when read aloud or from paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** Wrong ones in a row after which the share is locked for a while, the longer the more. */
const FREE_TRIES = 5;
const MINUTE = 60_000_000;
const FIRST_LOCK = 15 * MINUTE;
const LONGEST_LOCK = 24 * 60 * MINUTE;

export interface OpenedShare {
  readonly shown: SharedPackage;
  readonly cookie: string;
}

/**
 * Lets in who knows the passcode. A try counts as wrong until it was right, so that tries side by side
 * count too. Throws `not-found`, `wrong-code`, and `too-many-requests` while it is locked.
 */
export async function openShare(
  ctx: ServerContext,
  { token, passcode }: OpenShare,
  address: string,
): Promise<OpenedShare> {
  const found = await shareByToken(ctx, token);
  const failures = await countTry(ctx, found);
  const { id, passcodeHash } = found.share;
  if (!(await verify(passcodeHash, normalisePasscode(passcode)))) {
    await refuse(ctx, found, { failures, address });
    throw new AppError('wrong-code', 'This is not the passcode.');
  }
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(shares).set({ failures: 0, lockedUntil: null }).where(eq(shares.id, id));
    await tellEvidencePackage(tx, {
      evidencePackage: found.row.id,
      at,
      action: 'share-opened',
      audited: 'evidence-package.share-opened',
      by: null,
      share: id,
      details: { recipient: found.share.recipient, address },
    });
  });
  return { shown: await describeShare(ctx, found), cookie: beginShareSession(ctx, id) };
}

/**
 * How many were wrong, this one with them; each fifth locks at once, so that a burst of tries is no way
 * around it. Throws `too-many-requests`.
 */
function countTry(ctx: ServerContext, { share: { id } }: FoundShare): Promise<number> {
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const [share] = await tx.select().from(shares).where(eq(shares.id, id)).for('update');
    const lockedUntil = share?.lockedUntil ?? 0;
    if (lockedUntil > at) throw locked(lockedUntil - at);
    const failures = (share?.failures ?? 0) + 1;
    const lock = failures % FREE_TRIES === 0 ? at + lockAfter(failures) : null;
    await tx.update(shares).set({ failures, lockedUntil: lock }).where(eq(shares.id, id));
    return failures;
  });
}

interface WrongTry {
  readonly failures: number;
  readonly address: string;
}

function refuse(ctx: ServerContext, { share, row }: FoundShare, wrong: WrongTry): Promise<void> {
  return withTransaction(ctx.db, (tx) =>
    tellEvidencePackage(tx, {
      evidencePackage: row.id,
      at: ctx.now(),
      action: 'share-refused',
      by: null,
      share: share.id,
      audited: 'evidence-package.share-refused',
      details: { recipient: share.recipient, ...wrong },
    }),
  );
}

function lockAfter(failures: number): number {
  return Math.min(FIRST_LOCK * 2 ** (failures / FREE_TRIES - 1), LONGEST_LOCK);
}

function locked(micros: number): AppError {
  return new AppError('too-many-requests', 'Too many wrong passcodes: try again later.', {
    retryAfterSeconds: micros / 1_000_000,
  });
}

/** "K7QM-2XRT-9HWB": 58 bits, for the telephone. */
export function makePasscode(): string {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))),
  );
  return groups.map((letters) => letters.join('')).join('-');
}

/** As it is hashed: however it was typed. */
export function normalisePasscode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
