import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { FfmpegInput } from './capture-input.ts';

/** Encoders of graphics chips: those of H.265 first, which need fewer bytes. */
export const HARDWARE_ENCODERS = [
  ...(['hevc_qsv', 'hevc_nvenc', 'hevc_amf', 'hevc_mf', 'hevc_vaapi'] as const),
  ...(['h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf', 'h264_vaapi'] as const),
] as const;
export type HardwareEncoder = (typeof HARDWARE_ENCODERS)[number];

/** The first graphics chip, as Linux names it. Without this file there is none. */
export const RENDER_NODE = '/dev/dri/renderD128';

/**
 * The policy's quality as options of each encoder, read in FFmpeg 7.1's libavcodec: none may hold frames
 * back, and each forced key frame must be one that decoding can begin at (IDR).
 */
export function hardwareOptions(encoder: HardwareEncoder, { crf }: CapturePolicy): string[] {
  const quality = String(crf);
  switch (encoder) {
    case 'h264_qsv':
    case 'hevc_qsv':
      // A quality without a bit rate is "intelligent constant quality" (select_rc_mode in qsvenc.c).
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
    case 'h264_vaapi':
    case 'hevc_vaapi':
      // A forced key frame is an IDR picture without being asked (hw_base_encode.c).
      return ['-rc_mode', 'CQP', '-qp', quality, '-async_depth', '1'];
  }
}

/** VA-API encodes only pictures that lie in the graphics chip's memory. */
export function inputFor(encoder: string, input: FfmpegInput): FfmpegInput {
  if (encoder !== 'h264_vaapi' && encoder !== 'hevc_vaapi') return input;
  return {
    ...input,
    options: ['-vaapi_device', RENDER_NODE, ...input.options],
    filters: [...input.filters, 'format=nv12', 'hwupload'],
  };
}

/** 16 (best) to 40, as 100 to 40. */
function percent(crf: number): string {
  return String(Math.round(100 - (crf - 16) * 2.5));
}
