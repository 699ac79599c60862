import { answer, Refusal } from './answer.ts';
import { receiveBytes } from './receive-body.ts';
import type { TosRequest } from './server-state.ts';
import type { StoredObject } from './stored-objects.ts';

const FROZEN_CLASSES = new Set(['ARCHIVE', 'COLD_ARCHIVE', 'DEEP_COLD_ARCHIVE']);
const DAY_MS = 86_400_000;

export async function restoreObject(request: TosRequest): Promise<void> {
  const { key, outgoing, state } = request;
  const { Days: days }: { Days?: unknown } = JSON.parse((await receiveBytes(request)).toString());
  if (typeof days !== 'number' || days < 1) throw new Refusal(400, 'InvalidArgument');
  const object = state.objects.get(key);
  if (object === undefined) throw new Refusal(404, 'NoSuchKey');
  if (!FROZEN_CLASSES.has(object.storageClass)) throw new Refusal(403, 'InvalidObjectState');
  if (isRestoring(object)) throw new Refusal(409, 'RestoreAlreadyInProgress');
  const again = !isFrozen(object);
  const readyAtMs = Date.now() + (again ? 0 : state.restoreMs);
  object.restore = { readyAtMs, untilMs: readyAtMs + days * DAY_MS };
  answer(outgoing, again ? 200 : 202);
}

/** In a class that must be restored first, and not restored now. */
export function isFrozen({ storageClass, restore }: StoredObject): boolean {
  if (!FROZEN_CLASSES.has(storageClass)) return false;
  const now = Date.now();
  return restore === null || now < restore.readyAtMs || now >= restore.untilMs;
}

export function restoreHeaders(object: StoredObject): Record<string, string> {
  if (object.restore === null) return {};
  if (isRestoring(object)) return { 'x-tos-restore': 'ongoing-request="true"' };
  const until = new Date(object.restore.untilMs).toUTCString();
  return { 'x-tos-restore': `ongoing-request="false", expiry-date="${until}"` };
}

function isRestoring({ restore }: StoredObject): boolean {
  return restore !== null && Date.now() < restore.readyAtMs;
}
