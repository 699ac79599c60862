import { randomBytes } from 'node:crypto';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { KeyId, newId } from '@workcompanion/core/ids';
import type {
  IssuedKey,
  KeysIssued,
  KeysRequest,
  ReceiptResponse,
} from '@workcompanion/core/protocol/messages';
import type { KeyWindow } from '@workcompanion/core/protocol/primitives';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import { findIssuedKey } from '@workcompanion/db/queries/find-data-key';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { withTransaction } from '@workcompanion/db/transaction';
import type { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';
import { proveSent } from '../journal/prove-statement.ts';
import { recordStatement } from '../journal/record-statement.ts';
import { keyWindowAt } from '../keys/key-window.ts';

const DATA_KEY_BYTES = 16;

/**
 * The data keys of the window that holds `at` and of the next. A window has one key per device, made
 * when first asked for. `at` is held within one window of now: older keys are none of a recorder's
 * business any more.
 */
export async function issueKeys(
  ctx: DeviceContext,
  { at }: { readonly at: number },
): Promise<KeysIssued> {
  const current = keyWindowAt(ctx.now(), ctx.config.keyWindowHours);
  const length = current.to - current.from;
  const held = Math.min(Math.max(at, current.from - length), current.to + length - 1);
  const window = keyWindowAt(held, ctx.config.keyWindowHours);
  const next = { from: window.to, to: window.to + length };
  return { keys: [await issueKey(ctx, window), await issueKey(ctx, next)] };
}

async function issueKey(ctx: DeviceContext, window: KeyWindow): Promise<IssuedKey> {
  const { id, wrapped } =
    (await findIssuedKey(ctx.db, ctx.device.id, window.from)) ?? (await makeKey(ctx, window));
  if (!wrapped) {
    throw new AppError('key-window-mismatch', `Key ${id} of this window was destroyed.`);
  }
  const key = unwrapKey(ctx.masterKey, wrapped, id).toString('base64url');
  return { keyId: id, window, key };
}

/** The first of two requests that make the same key at once decides for both, and is told. */
async function makeKey(ctx: DeviceContext, window: KeyWindow) {
  const id = newId(KeyId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const made = await tx
      .insert(dataKeys)
      .values({
        id,
        deviceId: ctx.device.id,
        windowFrom: window.from,
        windowTo: window.to,
        wrapped: wrapKey(ctx.masterKey, randomBytes(DATA_KEY_BYTES), id),
        origin: 'issued',
        createdAt: at,
      })
      .onConflictDoNothing()
      .returning({ id: dataKeys.id });
    if (made.length === 0) return;
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at,
      action: 'keys.issued',
      entityType: 'device',
      entityId: ctx.device.id,
      details: { key: id, from: window.from, to: window.to },
    });
  });
  const kept = await findIssuedKey(ctx.db, ctx.device.id, window.from);
  if (!kept) throw new AppError('internal', 'The key that was just made is gone.');
  return kept;
}

/** The two things a recorder asks of the keys route. */
export async function handleKeys(
  ctx: DeviceContext,
  request: KeysRequest,
): Promise<KeysIssued | z.infer<typeof ReceiptResponse>> {
  return request.action === 'issue' ? issueKeys(ctx, request) : depositKey(ctx, request);
}

/** Takes a data key that was made offline. Its statement is a journal entry like any other. */
export async function depositKey(
  sender: DeviceContext,
  { statement }: { readonly statement: string },
): Promise<z.infer<typeof ReceiptResponse>> {
  const { ctx, proven } = await proveSent(sender, statement);
  if (proven.statement.kind !== 'key-deposited') {
    throw new AppError('statement-mismatch', 'The statement deposits no key.');
  }
  return { receipt: await recordStatement(ctx, proven) };
}
