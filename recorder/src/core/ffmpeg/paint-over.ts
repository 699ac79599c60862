import type { PictureArea } from '@workcompanion/core/protocol/statement';
import type { FfmpegInput } from './capture-input.ts';

const FILL = '0x2F353D';
/** So that nobody takes it for a window: a frame within. */
const FRAME = '0x79828E';
const FRAME_PIXELS = 2;

/**
 * Paints over parts of each picture, before anything else is done with it. The areas are fixed for
 * as long as ffmpeg runs, so that there is no picture of which one must ask whether it was too early.
 */
export function paintOver(input: FfmpegInput, areas: readonly PictureArea[]): FfmpegInput {
  const boxes = areas.flatMap(({ x, y, width, height }) => {
    const box = `drawbox=x=${x}:y=${y}:w=${width}:h=${height}`;
    return [`${box}:color=${FILL}:t=fill`, `${box}:color=${FRAME}:t=${FRAME_PIXELS}`];
  });
  return { ...input, filters: [...boxes, ...input.filters] };
}
