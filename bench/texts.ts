import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { chooseFrames, framesOf } from '../workers/texts/choose-frames.ts';
import { drawFrames } from '../workers/texts/draw-frames.ts';
import { ENGINE, type Models, openModels } from '../workers/texts/models.ts';
import { readSegment } from '../workers/texts/read-segment.ts';
import { ScreenReader } from '../workers/texts/screen-reader.ts';
import { colourEdges, type DrawnScreen, drawScreens } from './lib/drawn-screens.ts';
import { measureReading } from './lib/measure-reading.ts';
import { peakResidentMib } from './lib/process-usage.ts';

/** Pixels by which the screen scrolls: no multiple of the blocks that video is coded in. */
const SCROLL = 62;
const HEIGHT = 1080 - SCROLL;
const SHOWN_MISREAD = 3;

/** Dense screens through the recorder's encoder settings: what is read right of them, and what it costs. */
export async function benchTexts(): Promise<void> {
  const models = await openModels();
  console.log(`texts of dense 1080p screens, read by ${ENGINE}:`);
  for (const isSubpixel of [false, true]) {
    const total = { characters: 0, wrong: 0, words: 0, found: 0 };
    for (const screen of await drawScreens(isSubpixel)) {
      const reading = await readScreen(models, screen, isSubpixel);
      total.characters += reading.characters;
      total.wrong += reading.wrong;
      total.words += reading.words;
      total.found += reading.found;
    }
    const edges = isSubpixel ? 'coloured edges' : 'grey edges';
    console.log(
      `  all, ${edges}: ${shares(total)}; peak ${peakResidentMib(process.pid).toFixed(0)} MiB`,
    );
  }
  await readOfficeMinutes(models);
}

/** In this order: of an hour, 18 minutes without a change, 18 of writing, 12 each of the other two. */
const OFFICE = 'still write scroll still write switch still write scroll switch'.split(' ');

/** What an hour of office work costs, by ten minutes of it: a segment a minute, as a reader takes them. */
async function readOfficeMinutes(models: Models): Promise<void> {
  const [page, other] = await drawScreens(false);
  if (page === undefined || other === undefined) throw new Error('no screens');
  const minutes: Buffer[] = [];
  for (const what of OFFICE) minutes.push(await encodeMinute(what, page.png, other.png));
  const reader = new ScreenReader(models);
  const before = await cpuSeconds();
  let screens = 0;
  for (const [minute, bytes] of minutes.entries()) {
    const segment = { bytes, startsAt: minute * 60_000_000, duration: 60_000_000 };
    screens += (await readSegment({ reader, ffmpeg: 'ffmpeg' }, segment))?.screens ?? 0;
  }
  const each = ((await cpuSeconds()) - before) / OFFICE.length;
  const peak = peakResidentMib(process.pid).toFixed(0);
  console.log(
    `  an hour of office work: ${(60 * each).toFixed(0)} CPU s, ${(screens * 60) / OFFICE.length} screens read; peak ${peak} MiB`,
  );
}

/** Used by this process, and of the programs that it started and that have ended. */
async function cpuSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / 100;
}

/** Sixty seconds: as it is, a word each three seconds, a scroll each ten, or twenty of another screen. */
function encodeMinute(what: string, page: Buffer, other: Buffer): Promise<Buffer> {
  const words = Array.from({ length: 20 }, (_, word) => {
    const [x, y] = [60 + (word % 10) * 180, 940 + 30 * Math.floor(word / 10)];
    return `drawtext=text=word-${word}:x=${x}:y=${y}:fontsize=16:enable='gte(t,${3 * word})'`;
  });
  const change = new Map([
    ['write', [`drawbox=y=930:h=70:color=white:t=fill`, ...words].join(',')],
    ['scroll', `crop=1920:${HEIGHT}:0:'mod(floor(t/10),2)*${SCROLL}'`],
  ]);
  const pictures = [page, what === 'switch' ? other : page, page];
  return convert(Buffer.concat(pictures), [
    ...['-framerate', '1/20', '-f', 'png_pipe', '-i', 'pipe:0', '-t', '60', '-vf'],
    `fps=5,tpad=stop_mode=clone:stop_duration=20,${change.get(what) ?? 'null'}`,
    ...ENCODER,
  ]);
}

async function readScreen(models: Models, screen: DrawnScreen, isSubpixel: boolean) {
  const segment = await encode(isSubpixel ? await withColours(screen.png) : screen.png);
  const chosen = chooseFrames(framesOf(segment));
  const indexes = chosen.map(({ index }) => index);
  const reader = new ScreenReader(models);
  const seconds: string[] = [];
  let first: Awaited<ReturnType<ScreenReader['read']>> = [];
  for await (const image of drawFrames({ ffmpeg: 'ffmpeg', segment, indexes })) {
    for (const isAgain of [false, true]) {
      const before = process.cpuUsage();
      const lines = await reader.read(image);
      const { user, system } = process.cpuUsage(before);
      if (!isAgain || seconds.length > 1) seconds.push(((user + system) / 1e6).toFixed(2));
      if (first.length === 0) first = lines;
    }
  }
  const shown = screen.lines.filter(({ y, height }) => y + height < HEIGHT);
  const reading = measureReading(shown, first);
  const [dense, scrolled, unchanged] = seconds;
  console.log(
    `  ${screen.name}: ${shares(reading)}; CPU s: ${dense} dense, ${scrolled} scrolled, ${unchanged} unchanged`,
  );
  for (const { drawn, read } of reading.misread.slice(0, SHOWN_MISREAD)) {
    console.log(`    drawn ${drawn}\n    read  ${read}`);
  }
  return reading;
}

interface Counts {
  readonly characters: number;
  readonly wrong: number;
  readonly words: number;
  readonly found: number;
}

function shares({ characters, wrong, words, found }: Counts): string {
  const right = (1 - wrong / characters).toFixed(4);
  return `characters ${right} of ${characters}, words ${(found / words).toFixed(4)} of ${words}`;
}

/** As a picture without compression, whose edges have colours. */
async function withColours(png: Buffer): Promise<Buffer> {
  const raw = ['-f', 'rawvideo', '-pix_fmt'];
  const grey = await convert(png, ['-f', 'png_pipe', '-i', 'pipe:0', ...raw, 'gray', 'pipe:1']);
  const pixels = colourEdges(grey, 1920 * 3);
  const input = [...raw, 'rgb24', '-s', '1920x1080', '-i', 'pipe:0'];
  return convert(pixels, [...input, '-c:v', 'png', '-f', 'image2pipe', 'pipe:1']);
}

/** As recorders encode by default. */
const ENCODER = [
  ...['-r', '5', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-bf', '0', '-g', '300'],
  ...['-sc_threshold', '0', '-x264-params', 'me=umh:merange=128:stitchable=1:rc-lookahead=10'],
  ...['-pix_fmt', 'yuv420p', '-f', 'mpegts', 'pipe:1'],
];

/** Three seconds of the screen, three of the screen scrolled. */
function encode(png: Buffer): Promise<Buffer> {
  return convert(png, [
    ...['-f', 'png_pipe', '-i', 'pipe:0'],
    ...[
      '-vf',
      `loop=loop=29:size=1,setpts=N/5/TB,crop=1920:${HEIGHT}:0:'if(lt(n,15),0,${SCROLL})'`,
    ],
    ...ENCODER,
  ]);
}

const run = promisify(execFile);

async function convert(input: Buffer, options: readonly string[]): Promise<Buffer> {
  const running = run('ffmpeg', ['-loglevel', 'error', ...options], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  running.child.stdin?.end(input);
  return (await running).stdout;
}
