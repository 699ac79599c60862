import { usesOfClip } from '../../windows/uses-of-clip.ts';
import type { PackageDraft } from './package-draft.ts';

/** Puts the programs in front of the clip's time into a draft; those that touch what it withholds are not named. */
export function addWindows(draft: PackageDraft): void {
  const { track, journal } = draft.scene;
  const { from, to, redaction } = draft.manifest;
  const { device } = journal;
  const uses = usesOfClip(
    { dataKey: track.key, track: track.id, uses: track.uses },
    {
      from,
      to,
      isHeldBack: (use) =>
        [...redaction.withheld, ...redaction.blurred].some(
          (place) => place.from < use.to && place.to > use.from,
        ),
    },
  );
  const journalIndex = track.index;
  draft.windows = { tracks: [{ device, track: track.id, journalIndex, absent: null, uses }] };
}
