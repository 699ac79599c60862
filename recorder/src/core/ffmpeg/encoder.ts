import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import { HARDWARE_ENCODERS, type HardwareEncoder, hardwareOptions } from './hardware-encoders.ts';
import { FORCE_MARKED } from './key-frame-marks.ts';

export const ENCODERS = [...HARDWARE_ENCODERS, 'libx264'] as const;
export type Encoder = (typeof ENCODERS)[number];

/** Encoders that work on this machine. */
export interface Encoders {
  readonly h264: Encoder;
  /** Null: none. */
  readonly hevc: Encoder | null;
  /** Encoders that were tried and did not work. */
  readonly passedOver: readonly PassedOver[];
}

/** The policy decides on H.265, since only some browsers play it; all play H.264. */
export function encoderFor(
  { h264, hevc }: Pick<Encoders, 'h264' | 'hevc'>,
  capture: CapturePolicy,
): Encoder {
  return capture.hevc && hevc !== null ? hevc : h264;
}

/** Leaves out the failures that this policy's encoder does not follow from. */
export function passedOverFor(
  { passedOver, hevc }: Encoders,
  capture: CapturePolicy,
): PassedOver[] {
  return passedOver.filter(({ what }) => {
    const isHevc = what.startsWith('hevc');
    return capture.hevc ? isHevc || hevc === null : !isHevc;
  });
}

/** The makers' encoders that each system has drivers for, in the order in which they are tried. */
const MAKERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: ['qsv', 'nvenc', 'amf', 'mf'],
  linux: ['qsv', 'vaapi'],
};

/** The order in which encoders of H.264 are tried. The processor encodes where no chip does. */
export function encoderLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return [...chipsOf('h264', platform), 'libx264'];
}

/** H.265, which only graphics chips encode cheaply. */
export function hevcLadder(platform: NodeJS.Platform): readonly HardwareEncoder[] {
  return chipsOf('hevc', platform);
}

function chipsOf(codec: 'h264' | 'hevc', platform: NodeJS.Platform): HardwareEncoder[] {
  const names = (MAKERS[platform] ?? []).map((maker) => `${codec}_${maker}`);
  return HARDWARE_ENCODERS.filter((name) => names.includes(name));
}

/** How long the encoder may hold a frame back, which is lost when the machine fails. */
const LOOKAHEAD_SECONDS = 0.2;
const MOST_LOOKAHEAD_FRAMES = 10;
/** From this rate on, a second encoder thread is worth the frame that it holds back. */
const TWO_THREADS_FROM_FPS = 10;

/** With marked key frames this distance is never reached, unless an encoder ignores the marks. */
const LEAST_UNMARKED_SECONDS = 120;

/**
 * H.264 in MPEG-TS on standard output, times as captured. The motion search halves the bytes of
 * scrolling screens; the GOP is the segment; PES packets say their length, so that the end of a
 * frame is known without waiting for the next. `marked`: the input has `keyFrameMarks`.
 */
export function encoderOptions(
  policy: CapturePolicy,
  encoder: Encoder = 'libx264',
  { marked = false } = {},
): string[] {
  const { framesPerSecond, segmentSeconds } = policy;
  const gopSeconds = marked ? Math.max(LEAST_UNMARKED_SECONDS, 2 * segmentSeconds) : segmentSeconds;
  const gop = String(framesPerSecond * gopSeconds);
  return [
    ...['-filter_threads', '1', '-c:v', encoder, '-bf', '0', '-g', gop],
    ...(marked ? FORCE_MARKED : []),
    ...(encoder === 'libx264' ? softwareOptions(policy, gop) : hardwareOptions(encoder, policy)),
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
    ...['-f', 'mpegts', '-muxdelay', '0', '-muxpreload', '0', '-mpegts_copyts', '1'],
    ...['-pat_period', '3600', '-sdt_period', '3600', '-omit_video_pes_length', '0'],
    ...['-flush_packets', '1'],
  ];
}

/** The encoder's name in statements. */
export function encoderName({ preset, crf }: CapturePolicy, encoder: Encoder = 'libx264'): string {
  return encoder === 'libx264' ? `libx264 ${preset} crf ${crf}` : `${encoder} quality ${crf}`;
}

function softwareOptions(policy: CapturePolicy, gop: string): string[] {
  const { framesPerSecond, preset, crf } = policy;
  return [
    ...['-preset', preset, '-crf', String(crf), '-pix_fmt', 'yuv420p'],
    ...['-keyint_min', gop, '-sc_threshold', '0'],
    ...['-threads', framesPerSecond < TWO_THREADS_FROM_FPS ? '1' : '2'],
    ...['-x264-params', x264Params(policy)],
  ];
}

function x264Params({ framesPerSecond, preset }: CapturePolicy): string {
  const common = 'me=umh:merange=128:stitchable=1:sync-lookahead=0';
  if (preset === 'ultrafast') return `${common}:rc-lookahead=0:cabac=1:8x8dct=1`;
  const frames = Math.min(MOST_LOOKAHEAD_FRAMES, Math.floor(framesPerSecond * LOOKAHEAD_SECONDS));
  return `${common}:rc-lookahead=${frames}`;
}
