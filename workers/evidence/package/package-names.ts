import type { Language } from '@workcompanion/core/evidence/words/words';
import type { DeviceId, SegmentId } from '@workcompanion/core/ids';

/** Where the parts of a package lie in it (docs/decisions/018). */
export const KEYS = 'keys.json';
export const CHECKPOINTS = 'checkpoints.json';
export const CUSTODY = 'custody.json';
export const NOTICE = 'notice.json';
export const POLICY = 'policy.json';
export const WINDOWS = 'windows.json';
export const CERTIFICATES = 'server-certificates.pem';

export function journalPath(device: DeviceId): string {
  return `journals/${device}.jsonl`;
}

export function contextPath(device: DeviceId): string {
  return `journals/${device}.context.jsonl`;
}

export function segmentPath(device: DeviceId, segment: SegmentId): string {
  return `segments/${device}/${segment}.ts`;
}

/** A display's own name may hold characters that a path can't. Null: all side by side. */
export function videoPath(index: number | null): string {
  return index === null ? 'video/side-by-side.mp4' : `video/display-${index + 1}.mp4`;
}

export function nativeVideoPath(index: number): string {
  return `native/display-${index + 1}.mp4`;
}

export function reportPath(language: Language): string {
  return `report/report.${language}.pdf`;
}

/** Lies beside the folder of the segments, which it names. */
export function playlistPath(index: number): string {
  return `display-${index + 1}.m3u8`;
}

export function subtitlesPath(video: string): string {
  return video.replace(/\.mp4$/, '.vtt');
}
