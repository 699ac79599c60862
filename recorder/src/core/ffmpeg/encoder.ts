import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import { FORCE_MARKED } from './key-frame-marks.ts';

/** Encoders of H.264: libx264 works everywhere, the others need a graphics chip. */
const H264_ENCODERS = ['h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf', 'libx264'] as const;
/** Encoders of H.265, which only graphics chips encode cheaply. */
const HEVC_ENCODERS = ['hevc_qsv', 'hevc_nvenc', 'hevc_amf', 'hevc_mf'] as const;
export const ENCODERS = [...H264_ENCODERS, ...HEVC_ENCODERS] as const;
export type Encoder = (typeof ENCODERS)[number];

/** Encoders that work on this machine. */
export interface Encoders {
  readonly h264: Encoder;
  /** Null: none. */
  readonly hevc: Encoder | null;
  /** Encoders that were tried and did not work. */
  readonly passedOver: readonly PassedOver[];
}

/** The policy decides on HEVC, since only some browsers play it; all play H.264. */
export function encoderFor(
  { h264, hevc }: Pick<Encoders, 'h264' | 'hevc'>,
  capture: CapturePolicy,
): Encoder {
  return capture.hevc && hevc !== null ? hevc : h264;
}

/** Leaves out failed H.265 encoders where the policy does not ask for H.265. */
export function passedOverFor({ passedOver }: Encoders, capture: CapturePolicy): PassedOver[] {
  return passedOver.filter(({ what }) => capture.hevc || !what.startsWith('hevc'));
}

/**
 * The order in which encoders are tried. Outside of Windows the processor encodes: the few percent that a
 * graphics chip would save are not worth the risk of a faulty driver.
 */
export function encoderLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? H264_ENCODERS : ['libx264'];
}

export function hevcLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? HEVC_ENCODERS : [];
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

type Hardware = Exclude<Encoder, 'libx264'>;

/** The policy's quality as options of each encoder; none of them may hold frames back. */
function hardwareOptions(encoder: Hardware, { crf }: CapturePolicy): string[] {
  const quality = String(crf);
  switch (encoder) {
    case 'h264_qsv':
    case 'hevc_qsv':
      return [
        ...['-preset', 'veryfast', '-global_quality', quality],
        ...['-forced_idr', '1', '-async_depth', '1', '-pix_fmt', 'nv12'],
      ];
    case 'h264_nvenc':
    case 'hevc_nvenc':
      return [
        ...['-preset', 'p4', '-tune', 'll', '-rc', 'vbr', '-cq', quality, '-b:v', '0'],
        // Without a delay of 0 it keeps as many frames as it has surfaces.
        ...['-zerolatency', '1', '-delay', '0', '-forced-idr', '1', '-pix_fmt', 'yuv420p'],
      ];
    case 'h264_amf':
    case 'hevc_amf':
      return [
        ...['-usage', 'lowlatency', '-quality', 'balanced', '-rc', 'cqp'],
        ...['-forced_idr', '1', '-qp_i', quality, '-qp_p', quality, '-pix_fmt', 'nv12'],
      ];
    case 'h264_mf':
    case 'hevc_mf':
      // Without the first it would encode in software, and worse than libx264.
      return [
        ...['-hw_encoding', '1', '-scenario', 'display_remoting'],
        ...['-rate_control', 'quality', '-quality', percent(crf), '-pix_fmt', 'nv12'],
      ];
  }
}

/** 16 (best) to 40, as 100 to 40. */
function percent(crf: number): string {
  return String(Math.round(100 - (crf - 16) * 2.5));
}
