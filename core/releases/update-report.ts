import { z } from 'zod';
import { Int32 } from '../protocol/primitives.ts';
import { MAX_STATEMENT_BYTES, ReleaseVersion } from './release-statement.ts';

/** What becomes of a release on one device. The last four end it. */
export const UPDATE_STATES = [
  'offered',
  'downloading',
  /** Whole and verified, in the hands of the service that installs it. */
  'handed-over',
  'installed',
  /** The service did not take it. */
  'refused',
  /** It could not be installed; the version before runs on. */
  'failed',
  /** It was installed, and did not record: the version before is back. */
  'rolled-back',
] as const;
export type UpdateState = (typeof UPDATE_STATES)[number];

const ENDS: ReadonlySet<UpdateState> = new Set(['installed', 'refused', 'failed', 'rolled-back']);

export function isUpdateOver(state: UpdateState): boolean {
  return ENDS.has(state);
}

/** Who updates a recorder: the portal, the company's own tools (by policy), or nothing can. */
export const UPDATERS = ['portal', 'own-tools', 'none'] as const;
export type Updater = (typeof UPDATERS)[number];

/** What became of a release on a device, as the device reports it. */
export const LastUpdate = z.object({
  version: ReleaseVersion,
  /** As the offer numbered it. */
  attempt: Int32.min(1),
  state: z.enum(UPDATE_STATES).exclude(['offered']),
  /** Why it waits, was refused or failed: a stable word, or the number of Windows Installer. */
  code: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullable(),
  /** Downloaded so far. */
  bytes: z.number().int().min(0),
});
export type LastUpdate = z.infer<typeof LastUpdate>;

/** What a heartbeat says of updates. */
export const UpdateReport = z.object({
  by: z.enum(UPDATERS),
  /** The last release that it had to do with: told until there is another, so that none is lost. */
  last: LastUpdate.nullable(),
});
export type UpdateReport = z.infer<typeof UpdateReport>;

/** The release that a device should run. */
export const ReleaseOffer = z.object({
  /** As it was signed. */
  statement: z.string().max(MAX_STATEMENT_BYTES),
  /** Another number than before: try again what failed. */
  attempt: Int32.min(1),
});
export type ReleaseOffer = z.infer<typeof ReleaseOffer>;

/** Why an update waits, was refused or failed, where Windows Installer has not said it by a number. */
export const UPDATE_CODES = [
  'waits-for-network',
  'waits-for-hours',
  'waits-for-space',
  'turned-off',
  'bad-statement',
  'bad-signature',
  'no-package',
  'wrong-size',
  'wrong-hash',
  'other-product',
  'not-newer',
  'not-installed',
  'not-copied',
  'not-read',
  'nothing-kept',
  'disk-full',
  'interrupted',
  'replaced',
  'no-answer',
  'no-health',
  'rollback-failed',
] as const;
export type UpdateCode = (typeof UPDATE_CODES)[number];
