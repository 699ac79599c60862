import { spawn } from 'node:child_process';
import { once } from 'node:events';

const WHITE = "lutyuv=y='if(gt(val,180),235,16)'";
const PRINT = 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-';
/** Brightness of black and of white. */
const [BLACK, RANGE] = [16, 219];

/** Measures for each frame of MPEG-TS which share of its pixels is white, 0 to 1. */
export async function whitePixelRatios(plain: Buffer): Promise<number[]> {
  const child = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-copyts', '-f', 'mpegts', '-i', 'pipe:0'],
      ...['-vf', `${WHITE},${PRINT}`, '-f', 'null', '-'],
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
  return [...output.matchAll(/YAVG=([\d.]+)/g)].map(([, sum]) => (Number(sum) - BLACK) / RANGE);
}
