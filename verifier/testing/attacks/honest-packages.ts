import { classicZip } from '@workcompanion/core/evidence/testing/classic-zip';
import type { PackageDraft } from '@workcompanion/core/evidence/testing/package-draft';
import { askAnew } from '@workcompanion/core/evidence/testing/package-draft';
import { SECOND } from '@workcompanion/core/evidence/testing/record-scene';
import { EvidencePackageId, newId } from '@workcompanion/core/ids';
import { type Attack, nth } from './attack.ts';
import { isShownIn, showAgain } from './native-attacks.ts';

/** No attacks: every verifier has to call them proven. */
export const HONEST_PACKAGES: readonly Attack[] = [
  { name: 'honest: as it was made', code: null, make: async ({ zip }) => zip },
  {
    name: 'honest: packed again by another program',
    code: null,
    make: async ({ entries }) =>
      new Uint8Array(
        classicZip(
          entries.map(([name, bytes]) => ({ name, content: Buffer.from(bytes), isStored: false })),
        ),
      ),
  },
  {
    name: 'honest: in a folder of the archive',
    code: null,
    make: async ({ entries }) =>
      new Uint8Array(
        classicZip(
          entries.map(([name, bytes]) => ({
            name: `Case 7 (copy)/${name}`,
            content: Buffer.from(bytes),
          })),
        ),
      ),
  },
  {
    name: 'honest: made anew of an earlier package',
    code: null,
    make: (shop) => shop.sealed((draft) => askAnew(draft, newId(EvidencePackageId))),
  },
  {
    name: 'honest: footage left out with a reason',
    code: null,
    tells: 'stretch-withheld',
    make: (shop) => shop.sealed(leaveOutWithReason),
  },
  {
    name: 'honest: text covered with a reason',
    code: null,
    tells: 'text-covered',
    make: (shop) => shop.sealed(coverWithReason),
  },
];

/** Leaves a segment out, as was asked for and agreed to. */
export async function leaveOutWithReason(draft: PackageDraft): Promise<void> {
  const one = nth(draft.manifest.segments, 2);
  const { start: from, device, display } = one;
  const stretch = { from, to: from + SECOND, device, display, reason: 'Medical' };
  draft.manifest.redaction.withheld.push(stretch);
  await takeOut(draft, one);
}

/** Covers two lines of text, whose recordings then can not be in the package. */
async function coverWithReason(draft: PackageDraft): Promise<void> {
  const one = nth(draft.manifest.segments, 2);
  const { start: from, device, display } = one;
  for (const y of [0.2, 0.4]) {
    const place = { x: 0.1, y, width: 0.3, height: 0.02, isCovered: true };
    const stretch = { from, to: from + SECOND, device, display, reason: 'A card number' };
    draft.manifest.redaction.blurred.push({ ...stretch, ...place });
  }
  await takeOut(draft, one);
}

async function takeOut(
  draft: PackageDraft,
  one: PackageDraft['manifest']['segments'][number],
): Promise<void> {
  draft.segments.delete(one.path ?? '');
  Object.assign(one, { path: null, absent: 'withheld' });
  await showAgain(draft, one.display, (pictures) =>
    pictures.filter(({ ticks }) => !isShownIn(draft, one, ticks)),
  );
  await askAnew(draft);
}
