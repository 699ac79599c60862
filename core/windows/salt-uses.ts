import { hkdfSync } from 'node:crypto';
import { canonicalJson } from '../crypto/canonical-json.ts';
import type { WindowTrackId } from '../ids.ts';
import { digestOfUse, type UseLeaf } from './leaf-of-use.ts';
import type { WindowUse } from './window-track.ts';

const SALT_BYTES = 16;
const INFO = 'workcompanion window use v1';

export interface SaltedUse extends UseLeaf {
  readonly salt: string;
  /** Canonical JSON (RFC 8785) of program, title and windows. */
  readonly text: string;
}

/** Each use by itself: its salt comes from the data key of its time, and opens nothing else. */
export function saltUses(
  dataKey: Uint8Array,
  track: WindowTrackId,
  uses: readonly WindowUse[],
): SaltedUse[] {
  return uses.map(({ from, to, ...seen }, at) => {
    const info = `${INFO} ${track} ${at}`;
    const salt = Buffer.from(hkdfSync('sha256', dataKey, '', info, SALT_BYTES)).toString(
      'base64url',
    );
    const text = canonicalJson(seen);
    return { from, to, salt, text, digest: digestOfUse(salt, text) };
  });
}
