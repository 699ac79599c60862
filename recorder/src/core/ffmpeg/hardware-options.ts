import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { Encoder } from './encoder.ts';

type Hardware = Exclude<Encoder, 'libx264'>;

/** The policy's quality, in the words of each encoder; none may hold frames back. */
export function hardwareOptions(encoder: Hardware, { crf }: CapturePolicy): string[] {
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
