import type { FindingCode } from '@workcompanion/core/evidence/finding-codes';
import { ticksAt } from '@workcompanion/core/evidence/native/clip-ticks';
import { nativeVideo, type Shown } from '@workcompanion/core/evidence/testing/native-video';
import type { PackageDraft } from '@workcompanion/core/evidence/testing/package-draft';
import { type Attack, nth } from './attack.ts';

const TICKS_PER_FRAME = 18_000;
/** A picture of the third segment that is shown, and the display that it is of. */
const [AT, DISPLAY] = [12, 'HDMI-1'];

/** Makes the native video of a display anew, of pictures that are changed. */
export async function showAgain(
  { scene, manifest, nativeVideos }: PackageDraft,
  display: string,
  bend: (pictures: Shown[]) => Shown[],
): Promise<void> {
  const { path } = nth(
    manifest.nativeVideos.filter((one) => one.display === display),
    0,
  );
  nativeVideos.set(path, await nativeVideo(scene, display, manifest, bend));
}

export function isShownIn(
  { manifest }: PackageDraft,
  { start, duration }: { readonly start: number; readonly duration: number },
  ticks: number,
): boolean {
  return ticks >= ticksAt(manifest, start) && ticks < ticksAt(manifest, start + duration);
}

type Bend = readonly [name: string, code: FindingCode, bend: (pictures: Shown[]) => Shown[]];

const BENDS: readonly Bend[] = [
  ['one bit of a picture', 'native-picture-other', (all) => all.with(AT, flipped(nth(all, AT)))],
  ['a picture left out', 'native-picture-missing', (all) => all.toSpliced(AT, 1)],
  ['its end cut off', 'native-picture-missing', (all) => all.slice(0, -10)],
  ['two pictures exchanged', 'native-picture-other', exchanged],
  ['half a frame later', 'native-picture-other', later],
  [
    'a picture put in between',
    'native-picture-other',
    (all) => all.toSpliced(AT + 1, 0, { ...nth(all, AT), ticks: nth(all, AT).ticks + 9 }),
  ],
  ['a picture of its own in a pause', 'native-picture-other', inPause],
];

function flipped(shown: Shown): Shown {
  const units = shown.units.map((unit) => unit.slice());
  const last = nth(units, units.length - 1);
  last[last.length - 2] = nth([...last], last.length - 2) ^ 4;
  return { ...shown, units };
}

function exchanged(all: Shown[]): Shown[] {
  const [one, other] = [nth(all, AT), nth(all, AT + 1)];
  return all.with(AT, { ...other, ticks: one.ticks }).with(AT + 1, { ...one, ticks: other.ticks });
}

function later(all: Shown[]): Shown[] {
  return all.map((one) => ({ ...one, ticks: one.ticks + TICKS_PER_FRAME / 2 }));
}

/** The pause begins five seconds after the clip. */
function inPause(all: Shown[]): Shown[] {
  const ticks = 6 * 90_000;
  const next = all.findIndex((one) => one.ticks > ticks);
  const key = nth(all, next);
  return all.toSpliced(next, 0, { ...key, ticks });
}

function inBytes(change: (video: Buffer) => void): (draft: PackageDraft) => void {
  return ({ nativeVideos }) => {
    const [path, bytes] = nth([...nativeVideos], 0);
    const video = Buffer.from(bytes);
    change(video);
    nativeVideos.set(path, video);
  };
}

/** By the server itself, of the videos that are copied from the footage. */
export const NATIVE_ATTACKS: readonly Attack[] = [
  ...BENDS.map(
    ([name, code, bend]): Attack => ({
      name: `native: ${name}`,
      code,
      make: (shop) => shop.sealed((draft) => showAgain(draft, DISPLAY, bend)),
    }),
  ),
  {
    name: 'native: the pictures of another display',
    code: 'native-picture-other',
    make: (shop) =>
      shop.sealed(({ nativeVideos }) => {
        const [[path], [, other]] = [nth([...nativeVideos], 0), nth([...nativeVideos], 1)];
        nativeVideos.set(path, other);
      }),
  },
  {
    name: 'native: a player set up in another way',
    code: 'native-parameters-other',
    make: (shop) =>
      shop.sealed(
        inBytes((video) => {
          const at = video.indexOf('avcC') + 20;
          video.writeUInt8(video.readUInt8(at) ^ 1, at);
        }),
      ),
  },
  {
    name: 'native: a second video track',
    code: 'native-unreadable',
    make: (shop) =>
      shop.sealed(inBytes((video) => void video.write('vide', video.indexOf('sbtl')))),
  },
];
