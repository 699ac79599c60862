import { addWindows } from '@workcompanion/core/evidence/testing/add-windows';
import type { PackageDraft } from '@workcompanion/core/evidence/testing/package-draft';
import { SECOND } from '@workcompanion/core/evidence/testing/record-scene';
import { digestOfUse } from '@workcompanion/core/windows/leaf-of-use';
import { type Attack, type Bend, nth } from './attack.ts';
import { leaveOutWithReason } from './honest-packages.ts';

function track({ windows }: PackageDraft) {
  if (windows === null) throw new Error('the draft has no windows');
  return nth(windows.tracks, 0);
}

function use(draft: PackageDraft, at: number) {
  return nth(track(draft).uses, at);
}

/** What changes the text of a use, as one who knows how it is committed to. */
function retell(draft: PackageDraft, at: number, change: (text: string) => string): void {
  const one = use(draft, at);
  if (one.shown === null) throw new Error('it is not shown');
  one.shown.text = change(one.shown.text);
  one.digest = digestOfUse(one.shown.salt, one.shown.text);
}

const BENDS: readonly Bend[] = [
  [
    'another title',
    'windows-differ',
    (draft) => retell(draft, 1, (text) => text.replace('4711', '4712')),
  ],
  [
    'another time of a program',
    'windows-differ',
    (draft) => {
      use(draft, 2).from += SECOND;
    },
  ],
  [
    'two programs exchanged',
    'windows-differ',
    (draft) => void track(draft).uses.splice(1, 2, use(draft, 2), use(draft, 1)),
  ],
  [
    'a program hidden',
    'windows-silently',
    (draft) => {
      use(draft, 2).shown = null;
    },
  ],
  ['the last programs left out', 'windows-silently', (draft) => void track(draft).uses.splice(4)],
  ['a program taken out', 'windows-differ', (draft) => void track(draft).uses.splice(2, 1)],
  ['the track dropped', 'windows-unlisted', (draft) => void draft.windows?.tracks.pop()],
  [
    'a track that nobody signed',
    'windows-unsigned',
    (draft) => {
      track(draft).journalIndex -= 1;
    },
  ],
  [
    'a program of withheld time',
    'windows-withheld-named',
    ({ manifest }) => {
      const { from } = manifest;
      const place = { device: null, display: null, reason: 'Private' };
      manifest.redaction.withheld.push({ ...place, from: from + SECOND, to: from + 2 * SECOND });
    },
  ],
];

export const WINDOW_ATTACKS: readonly Attack[] = [
  {
    name: 'honest: with the programs in front',
    code: null,
    make: (shop) => shop.sealed(addWindows),
  },
  {
    name: 'honest: with the programs in front, but for what is withheld',
    code: null,
    make: (shop) =>
      shop.sealed(async (draft) => {
        await leaveOutWithReason(draft);
        addWindows(draft);
      }),
  },
  ...BENDS.map(
    ([name, code, bend]): Attack => ({
      name: `windows: ${name}`,
      code,
      make: (shop) =>
        shop.sealed(async (draft) => {
          addWindows(draft);
          await bend(draft, shop);
        }),
    }),
  ),
];
