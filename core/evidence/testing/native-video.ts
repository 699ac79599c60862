import { decryptSegment } from '../../crypto/decrypt-segment.ts';
import { segmentKeyOf } from '../../crypto/segment-key.ts';
import { ticksAt } from '../native/clip-ticks.ts';
import { NativeWriter } from '../native/native-writer.ts';
import { type NativeSegment, type ShownPicture, shownPictures } from '../native/shown-pictures.ts';
import { transportPictures } from '../native/transport-pictures.ts';
import type { PackageDraft } from './package-draft.ts';
import { DISPLAYS, type Scene } from './record-scene.ts';

export type Shown = Pick<ShownPicture, 'ticks' | 'units' | 'codec'>;

interface Clip {
  readonly from: number;
  readonly to: number;
}

/** Gives a package the native videos of both displays. */
export async function addNativeVideos({ scene, manifest, nativeVideos }: PackageDraft) {
  const { device } = scene.journal;
  for (const [at, display] of DISPLAYS.entries()) {
    const name = `native/display-${at + 1}`;
    const [path, subtitles] = [`${name}.mp4`, `${name}.vtt`];
    manifest.nativeVideos.push({ device, display, path, subtitles });
    nativeVideos.set(path, await nativeVideo(scene, display, manifest));
  }
}

/** The native video of a display of the scene; `bend` may change what it shows. */
export async function nativeVideo(
  scene: Scene,
  display: string,
  clip: Clip,
  bend: (pictures: Shown[]) => Shown[] = (pictures) => pictures,
): Promise<Buffer> {
  const segments = nativeSegments(scene, display);
  // What was encoded anew may look like anything: here like the first picture of its segment.
  const [first] = segments;
  if (first === undefined) throw new Error(`nothing was recorded of ${display}`);
  const { value: lead } = await transportPictures(first.open()).next();
  const pictures: Shown[] = [];
  for await (const { ticks, units, codec, isLead } of shownPictures(clip, segments)) {
    pictures.push({ ticks, codec, units: isLead && lead ? lead.units : units });
  }
  return writeVideo(bend(pictures), clip);
}

async function writeVideo(pictures: readonly Shown[], clip: Clip): Promise<Buffer> {
  const media: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => void media.push(bytes) };
  const writer = new NativeWriter(sink, { width: 320, height: 180 });
  for (const { ticks, ...picture } of pictures) await writer.picture(ticks, picture);
  const head = await writer.finish([{ ticks: 0, text: 'a clock' }], ticksAt(clip, clip.to));
  return Buffer.concat([head, ...media]);
}

function nativeSegments({ segments, keys }: Scene, display: string): NativeSegment[] {
  return segments
    .filter(({ body }) => body.display === display)
    .map(({ body, file }) => {
      const dataKey = keys.find(({ keyId }) => keyId === body.keyId);
      if (dataKey === undefined) throw new Error('no key for the segment');
      const { segment: id, iv, start, duration } = body;
      const opens = segmentKeyOf(dataKey.key, { id, iv, hasOwnKey: dataKey.isDerived });
      const ciphertext = async function* () {
        yield file;
      };
      return { start, duration, open: () => decryptSegment(ciphertext(), opens) };
    });
}
