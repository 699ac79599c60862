import { execFileSync } from 'node:child_process';

interface Line {
  readonly text: string;
  /** Pixels from the left, 40 when not said, and from the top. */
  readonly x?: number;
  readonly y: number;
  /** ffmpeg's condition for when it is shown ("lt(t,6)"). */
  readonly shown?: string;
}

/** The plain segment of a small white screen with these lines, as a recorder encodes it. */
export function encodeScreen(lines: readonly Line[], seconds = 15): Buffer {
  const filter = lines.map(
    ({ text, x = 40, y, shown = '1' }) =>
      `drawtext=font='Noto Sans CJK SC':fontsize=16:x=${x}:y=${y}:text='${text}':enable='${shown}'`,
  );
  const screen = `color=white:size=640x320:rate=5:duration=${seconds}`;
  return execFileSync(
    'ffmpeg',
    [
      ...['-loglevel', 'error', '-f', 'lavfi', '-i', screen, '-vf', filter.join(',')],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-bf', '0'],
      ...['-g', '3000', '-sc_threshold', '0', '-pix_fmt', 'yuv420p', '-f', 'mpegts', 'pipe:1'],
    ],
    { maxBuffer: 16 * 1024 * 1024 },
  );
}
