import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Times (90 kHz) of the frames of MPEG-TS whose picture is nearly white or nearly black on average. */
export async function frameTimesWhere(colour: 'white' | 'black', plain: Buffer): Promise<number[]> {
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
    .filter(([, , brightness]) => Number(brightness) > 128 === (colour === 'white'))
    .map(([, pts]) => Number(pts));
}
