import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Least and most average brightness: `lit` has something white in it, beside the mouse. */
const BRIGHTNESS = { white: [128, 255], black: [0, 128], lit: [20, 255] } as const;

/** Times (90 kHz) of the frames of MPEG-TS whose picture is so bright on average. */
export async function frameTimesWhere(
  look: keyof typeof BRIGHTNESS,
  plain: Buffer,
): Promise<number[]> {
  const [least, most] = BRIGHTNESS[look];
  const filter = 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-';
  const child = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-copyts', '-f', 'mpegts', '-i', 'pipe:0'],
      ...['-vf', filter, '-f', 'null', '-'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(plain);
  await once(child, 'close');
  const frames = [...output.matchAll(/pts:(\d+)[^\n]*\n[^\n]*YAVG=([\d.]+)/g)];
  return frames
    .filter(([, , brightness]) => least < Number(brightness) && Number(brightness) <= most)
    .map(([, pts]) => Number(pts));
}
