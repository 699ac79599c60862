import { writeFile } from 'node:fs/promises';
import { clipParts } from '../video/clip-parts.ts';
import { joinParts } from '../video/join-parts.ts';
import { flatHead } from '../video/mp4/flat-head.ts';
import { FragmentReader } from '../video/mp4/fragment-reader.ts';
import { renderPart } from '../video/render-part.ts';
import { type VideoOptions, type VideoPlan, videoCount } from '../video/video-plan.ts';

/** The videos of a plan, part by part, as files of these names. */
export async function renderWhole(
  plan: VideoPlan,
  options: VideoOptions & { readonly partSeconds: number },
  paths: readonly string[],
): Promise<void> {
  const { signal } = new AbortController();
  const rendered: Uint8Array[][] = Array.from({ length: videoCount(plan) }, () => []);
  for (const part of clipParts(plan, options.partSeconds)) {
    const sink = (video: number, chunk: Uint8Array) => void rendered[video]?.push(chunk);
    await renderPart(plan, part, { ...options, sink, onProgress: () => {}, signal });
  }
  for (const [index, stream] of rendered.entries()) {
    const lanes = index < plan.lanes.length ? plan.lanes.slice(index, index + 1) : plan.lanes;
    const pieces: Uint8Array[] = [];
    const reader = new FragmentReader();
    const sink = (chunk: Uint8Array): void => {
      reader.push(chunk);
      pieces.push(chunk);
    };
    const parts = async function* () {
      yield* stream;
    };
    await joinParts(plan, lanes, { ffmpeg: options.ffmpeg, parts: parts(), sink, signal });
    const video = reader.finish();
    const whole = Buffer.concat(pieces);
    const media = video.payloads.map(({ start, end }) => whole.subarray(start, end));
    const head = flatHead(video, plan.clip.to - plan.clip.from);
    await writeFile(paths[index] ?? '', Buffer.concat([head, ...media]));
  }
}
