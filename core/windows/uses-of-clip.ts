import { MerkleTree } from '../evidence/merkle.ts';
import type { PackageUse } from '../evidence/package-windows.ts';
import type { WindowTrackId } from '../ids.ts';
import { leafOfUse } from './leaf-of-use.ts';
import { saltUses } from './salt-uses.ts';
import type { WindowUse } from './window-track.ts';

interface OpenedTrack {
  readonly dataKey: Uint8Array;
  readonly track: WindowTrackId;
  readonly uses: readonly WindowUse[];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Clip extends Stretch {
  /** Whether what was in front then is not to be named. */
  readonly isHeldBack: (use: Stretch) => boolean;
}

/**
 * The uses that touch the clip, with their way to the root that the device has signed; and one neighbour
 * at each end, which shows that none was left out there, and of which no more than the time is told.
 */
export function usesOfClip({ dataKey, track, uses }: OpenedTrack, clip: Clip): PackageUse[] {
  const salted = saltUses(dataKey, track, uses);
  const tree = new MerkleTree();
  for (const use of salted) tree.add(leafOfUse(use), true);
  const paths = tree.paths();
  const touches = (use: Stretch): boolean => use.from < clip.to && use.to > clip.from;
  const first = salted.findIndex(({ to }) => to > clip.from);
  const last = salted.findLastIndex(({ from }) => from < clip.to);
  return salted.flatMap(({ from, to, salt, text, digest }, at) => {
    if (at < first - 1 || at > last + 1) return [];
    const path = (paths[at]?.path ?? []).map((one) => Buffer.from(one).toString('base64url'));
    const isShown = touches({ from, to }) && !clip.isHeldBack({ from, to });
    return [{ at, from, to, digest, path, shown: isShown ? { salt, text } : null }];
  });
}
