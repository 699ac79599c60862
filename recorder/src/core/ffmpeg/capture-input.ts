import type { DisplayGeometry, PictureArea } from '@workcompanion/core/protocol/statement';

/** A screen or a part of it, as each operating system names it. */
export type CaptureInput =
  | {
      readonly kind: 'x11grab';
      /** ":0" */
      readonly server: string;
      readonly geometry: DisplayGeometry;
    }
  | { readonly kind: 'ddagrab'; readonly outputIndex: number; readonly geometry: DisplayGeometry }
  | { readonly kind: 'gdigrab'; readonly geometry: DisplayGeometry }
  | { readonly kind: 'avfoundation'; readonly screenIndex: number };

/** The options before `-i`, the source after it, and the filters before encoding. */
export interface FfmpegInput {
  readonly options: readonly string[];
  readonly source: string;
  readonly filters: readonly string[];
}

/** Makes the input of ffmpeg. Every input gives frames with the wall clock at capture as their time. */
export function ffmpegInput(input: CaptureInput, framesPerSecond: number): FfmpegInput {
  switch (input.kind) {
    case 'x11grab':
      return x11grabInput(input, framesPerSecond);
    case 'ddagrab':
      return ddagrabInput(input, framesPerSecond);
    case 'gdigrab':
      return gdigrabInput(input, framesPerSecond);
    case 'avfoundation':
      return avfoundationInput(input, framesPerSecond);
  }
}

/**
 * macOS. https://ffmpeg.org/ffmpeg-devices.html#avfoundation
 * The host clock's times are of no use here, so the demuxer stamps the wall clock instead.
 */
function avfoundationInput(
  input: Extract<CaptureInput, { kind: 'avfoundation' }>,
  framesPerSecond: number,
): FfmpegInput {
  return {
    options: [
      ...['-use_wallclock_as_timestamps', '1', '-f', 'avfoundation'],
      ...['-capture_cursor', '1', '-framerate', String(framesPerSecond)],
    ],
    source: `Capture screen ${input.screenIndex}:none`,
    filters: ['crop=trunc(iw/2)*2:trunc(ih/2)*2'],
  };
}

/**
 * Windows desktop duplication, a source filter. https://ffmpeg.org/ffmpeg-filters.html#ddagrab
 * Its times begin at 0 in ticks of a frame: the demuxer stamps the wall clock instead, in the finer
 * ticks that `settb` declares.
 */
function ddagrabInput(
  input: Extract<CaptureInput, { kind: 'ddagrab' }>,
  framesPerSecond: number,
): FfmpegInput {
  const { width, height } = evenGeometry(input.geometry);
  const grab = [
    `ddagrab=output_idx=${input.outputIndex}`,
    'draw_mouse=1',
    `framerate=${framesPerSecond}`,
    `video_size=${width}x${height}`,
  ].join(':');
  return {
    options: ['-use_wallclock_as_timestamps', '1', '-f', 'lavfi'],
    source: `${grab},hwdownload,format=bgra,settb=1/90000`,
    filters: [],
  };
}

/** Windows without desktop duplication. https://ffmpeg.org/ffmpeg-devices.html#gdigrab */
function gdigrabInput(
  input: Extract<CaptureInput, { kind: 'gdigrab' }>,
  framesPerSecond: number,
): FfmpegInput {
  const { width, height, x, y } = evenGeometry(input.geometry);
  return {
    options: [
      ...['-f', 'gdigrab', '-draw_mouse', '1', '-framerate', String(framesPerSecond)],
      ...['-video_size', `${width}x${height}`, '-offset_x', String(x), '-offset_y', String(y)],
    ],
    source: 'desktop',
    filters: [],
  };
}

/** Linux, X11. https://ffmpeg.org/ffmpeg-devices.html#x11grab */
function x11grabInput(
  input: Extract<CaptureInput, { kind: 'x11grab' }>,
  framesPerSecond: number,
): FfmpegInput {
  const { width, height, x, y } = evenGeometry(input.geometry);
  return {
    options: [
      ...['-f', 'x11grab', '-draw_mouse', '1', '-framerate', String(framesPerSecond)],
      ...['-video_size', `${width}x${height}`, '-grab_x', String(x), '-grab_y', String(y)],
    ],
    source: input.server,
    filters: [],
  };
}

/** Crops to even sides, since colour is stored at half the resolution (4:2:0). */
function evenGeometry(geometry: DisplayGeometry): DisplayGeometry {
  return { ...geometry, width: even(geometry.width), height: even(geometry.height) };
}

function even(length: number): number {
  return length - (length % 2);
}

const FILL = '0x2F353D';
/** The colour of a frame within the area, so that nobody takes it for a window. */
const FRAME = '0x79828E';
const FRAME_PIXELS = 2;

/**
 * Paints over parts of each picture before anything else is done with it. The areas are fixed for as long
 * as ffmpeg runs, so that every picture is covered in the same way.
 */
export function paintOver(input: FfmpegInput, areas: readonly PictureArea[]): FfmpegInput {
  const boxes = areas.flatMap(({ x, y, width, height }) => {
    const box = `drawbox=x=${x}:y=${y}:w=${width}:h=${height}`;
    return [`${box}:color=${FILL}:t=fill`, `${box}:color=${FRAME}:t=${FRAME_PIXELS}`];
  });
  return { ...input, filters: [...boxes, ...input.filters] };
}
