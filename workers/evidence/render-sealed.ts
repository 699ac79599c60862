import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SEALED_FILE_KEY_BYTES, SealedFile } from '@workcompanion/core/storage/sealed-file';
import type { ExportProgress } from './export-progress.ts';
import { videoPath } from './package/package-names.ts';
import type { RenderedVideo } from './package/write-package.ts';
import { renderVideos, videoCount } from './video/render-videos.ts';
import type { VideoOptions, VideoPlan } from './video/video-plan.ts';

interface RenderOptions {
  readonly folder: string;
  readonly progress: ExportProgress;
  readonly signal: AbortSignal;
}

/** All videos at once, each into a file of its own under a key that nobody keeps: ciphertext only. */
export async function renderSealed(
  plan: VideoPlan,
  options: VideoOptions,
  { folder, progress, signal }: RenderOptions,
): Promise<RenderedVideo[]> {
  const videos = Array.from({ length: videoCount(plan) }, (_, index) =>
    describe(plan, index, folder),
  );
  const files = await Promise.all(videos.map(({ file, key }) => SealedFile.create(file, key)));
  try {
    await renderVideos(plan, options, {
      sink: async (index, chunk) => files[index]?.write(chunk),
      onProgress: (done) => progress.tell('videos', done),
      signal,
    });
    await Promise.all(files.map((file) => file.finish()));
  } catch (error) {
    await Promise.all(files.map((file) => file.abandon()));
    throw error;
  }
  return videos;
}

function describe({ lanes }: VideoPlan, index: number, folder: string): RenderedVideo {
  const lane = lanes[index];
  const place = { file: join(folder, `video-${index}`), key: randomBytes(SEALED_FILE_KEY_BYTES) };
  if (lane === undefined) {
    const video = { kind: 'side-by-side' as const, device: null, display: null };
    return { ...place, path: videoPath(null), video, lanes: lanes.map((_, at) => at) };
  }
  const video = { kind: 'display' as const, device: lane.device, display: lane.display };
  return { ...place, path: videoPath(index), video, lanes: [index] };
}
