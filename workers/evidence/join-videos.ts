import { join } from 'node:path';
import { readSealedFile, SealedFile } from '@workcompanion/core/storage/sealed-file';
import type { PartFile } from '@workcompanion/db/schema/evidence-packages';
import { videoPath } from './package/package-names.ts';
import type { RenderedVideo } from './package/write-package.ts';
import { PARTS_SHARE, type VideoWork } from './render-parts.ts';
import { joinParts } from './video/join-parts.ts';
import { flatHead } from './video/mp4/flat-head.ts';
import { type FragmentedMp4, FragmentReader } from './video/mp4/fragment-reader.ts';
import { type VideoOptions, type VideoPlan, videoCount } from './video/video-plan.ts';

/** Every video of its parts, as ciphertext in the folder. */
export async function joinVideos(
  plan: VideoPlan,
  parts: readonly (readonly PartFile[])[],
  options: VideoOptions,
  work: VideoWork,
): Promise<RenderedVideo[]> {
  const all = parts.flat().reduce((sum, { bytes }) => sum + bytes, 1);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    work.progress.tell('videos', PARTS_SHARE + (1 - PARTS_SHARE) * (done / all));
  };
  const videos: RenderedVideo[] = [];
  for (let index = 0; index < videoCount(plan); index += 1) {
    const files = parts.flatMap((part) => part.slice(index, index + 1));
    const source = plainOf(files, work, onBytes);
    videos.push(await joinOne(plan, index, { source, options, work }));
  }
  return videos;
}

async function* plainOf(
  files: readonly PartFile[],
  { folder, workKey }: VideoWork,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const { name } of files) {
    for await (const chunk of (await readSealedFile(join(folder, name), workKey)).chunks()) {
      yield chunk;
      onBytes(chunk.length);
    }
  }
}

interface Joining {
  readonly source: AsyncIterable<Uint8Array>;
  readonly options: VideoOptions;
  readonly work: VideoWork;
}

async function joinOne(
  plan: VideoPlan,
  index: number,
  { source, options, work }: Joining,
): Promise<RenderedVideo> {
  const { claimed, folder, workKey, signal } = work;
  const lane = plan.lanes[index];
  const shown = lane === undefined ? plan.lanes : [lane];
  const path = join(folder, `video-${index}.${claimed.lease}`);
  const file = await SealedFile.create(path, workKey);
  const reader = new FragmentReader();
  try {
    const sink = async (chunk: Uint8Array) => {
      reader.push(chunk);
      await file.write(chunk);
    };
    await joinParts(plan, shown, { ffmpeg: options.ffmpeg, parts: source, sink, signal });
    await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  const fragments = reader.finish();
  const head = flatHead(fragments, plan.clip.to - plan.clip.from);
  return {
    path: videoPath(lane === undefined ? null : index),
    video:
      lane === undefined
        ? { kind: 'side-by-side', device: null, display: null }
        : { kind: 'display', device: lane.device, display: lane.display },
    lanes: shown,
    bytes: () => flatBytes(head, fragments, { path, workKey }),
  };
}

/** The MP4 as it goes into the package: its index, and then the media without their fragments. */
async function* flatBytes(
  head: Buffer,
  { payloads }: FragmentedMp4,
  { path, workKey }: { readonly path: string; readonly workKey: Buffer },
): AsyncGenerator<Uint8Array> {
  yield head;
  for (const stretch of payloads) yield* (await readSealedFile(path, workKey, stretch)).chunks();
}
