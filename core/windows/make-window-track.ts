import { createHash } from 'node:crypto';
import { MerkleTree } from '../evidence/merkle.ts';
import { type DeviceId, type KeyId, newId, WindowTrackId } from '../ids.ts';
import type { StatementBody, WindowTrackRecorded } from '../protocol/statement.ts';
import { leafOfUse } from './leaf-of-use.ts';
import { saltUses } from './salt-uses.ts';
import { sealWindowTrack } from './sealed-window-track.ts';
import type { WindowUse } from './window-track.ts';

export interface WindowTrackFacts {
  readonly device: DeviceId;
  readonly key: { readonly keyId: KeyId; readonly key: Uint8Array };
  /** In order of time. */
  readonly uses: readonly WindowUse[];
  readonly detail: WindowTrackRecorded['detail'];
  readonly policyVersion: number;
}

interface MadeWindowTrack {
  readonly id: WindowTrackId;
  readonly sealed: Buffer;
  /** What its device signs of it. */
  readonly body: Extract<StatementBody, { kind: 'window-track' }>;
}

/** Seals what was in front, and says what is stated of it. Null when nothing was. */
export function makeWindowTrack(facts: WindowTrackFacts): MadeWindowTrack | null {
  const { device, key, uses, detail, policyVersion } = facts;
  const [from, to] = [uses[0]?.from, uses.at(-1)?.to];
  if (from === undefined || to === undefined) return null;
  const id = newId(WindowTrackId, from / 1000);
  const tree = new MerkleTree();
  for (const use of saltUses(key.key, id, uses)) tree.add(leafOfUse(use));
  const sealed = sealWindowTrack(key.key, { v: 1, uses: [...uses] }, { device, track: id });
  return {
    id,
    sealed,
    body: {
      kind: 'window-track',
      track: id,
      from,
      to,
      detail,
      bytes: sealed.length,
      sha256: createHash('sha256').update(sealed).digest('hex'),
      keyId: key.keyId,
      policyVersion,
      uses: uses.length,
      usesRoot: Buffer.from(tree.root()).toString('base64url'),
    },
  };
}
