import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
// biome-ignore lint/correctness/noUndeclaredDependencies: it is the root's, for tests alone.
import { chromium } from '@playwright/test';
import { checkPlaylist } from '@workcompanion/core/footage/testing/check-playlist';
import { newId, RecordingId } from '@workcompanion/core/ids';
import type HlsPlayer from 'hls.js/light';
import type { LevelDetails } from 'hls.js/light';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { serveEndpoint } from '../native/serve-endpoint.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import { DIRECT_ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { makePlayerLink } from './player-links.ts';

const run = promisify(execFile);

const FROM = Date.UTC(2026, 10, 24) * 1000;
const MINUTE = 60_000_000;
const MINUTES = 24 * 60;
/** The device was off over lunch: a second recording begins after it. */
const LUNCH = { from: 700, to: 720 };
const FRAMES = (MINUTES - (LUNCH.to - LUNCH.from)) * 60;
/** Seconds. MPEG-TS counts to 95,443.7 s: it begins anew after some four hours of the day. */
const FIRST_PTS = 80_000;
const PICTURES = `nullsrc=size=16x16:rate=1:duration=${MINUTES * 60},geq=lum='16+8*floor(T/3600)':cb=128:cr=128,scale=96:64`;
const PATIENCE = 300_000;

let server: TestServer;
let ctx: ServerContext;
let folder: string;
let http: Server;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => FROM + MINUTES * MINUTE });
  shareContext(Promise.resolve(ctx));
  folder = await mkdtemp(join(tmpdir(), 'whole-day-'));
  const device = await recordDay();
  const day = { device, display: 'HDMI-1', from: FROM, to: FROM + MINUTES * MINUTE };
  const made = await makePlayerLink(await makeUser(ctx, ['compliance']), day);
  url = (await listen()) + new URL(made.url).pathname + new URL(made.url).search;
}, PATIENCE);
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await rm(folder, { recursive: true });
  await server.close();
});

/** 24 h at a frame a second, each hour brighter, as a simulated device records and uploads them. */
async function recordDay() {
  await run('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', PICTURES],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '60', '-sc_threshold', '0'],
    ...['-pix_fmt', 'yuv420p', '-output_ts_offset', String(FIRST_PTS), '-f', 'segment'],
    ...['-segment_time', '60', '-segment_format', 'mpegts', join(folder, '%04d.ts')],
  ]);
  const files = (await readdir(folder)).toSorted((a, b) => a.localeCompare(b));
  expect(files).toHaveLength(MINUTES);
  const device = await TestDevice.enrolled(ctx);
  const recordings = [newId(RecordingId, FROM / 1000), newId(RecordingId, FROM / 1000 + 1)];
  const key = await currentKey(device.in({ ...ctx, now: () => FROM }));
  for (const [minute, file] of files.entries()) {
    if (minute >= LUNCH.from && minute < LUNCH.to) continue;
    const start = FROM + minute * MINUTE;
    const isAfter = minute >= LUNCH.to;
    const recording = recordings[isAfter ? 1 : 0] ?? newId(RecordingId);
    const sequence = isAfter ? minute - LUNCH.to : minute;
    const plain = await readFile(join(folder, file));
    const segment = makeSegment({ recording, key, sequence, start, plain });
    const statement = await device.state(segment.body, { at: start });
    await receiveSegment(device.in({ ...ctx, now: () => start }), uploadOf(segment, statement));
  }
  return device.id;
}

/** The portal's direct routes, and a page with hls.js. */
async function listen(): Promise<string> {
  const hls = new URL('../../../node_modules/hls.js/dist/hls.light.min.js', import.meta.url);
  const script = await readFile(hls);
  http = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const match = DIRECT_ROUTER.match(request.method ?? '', path);
    if (match) serveEndpoint(match, request, response).catch(() => response.destroy());
    else if (path === '/hls.js') response.end(script);
    else response.setHeader('content-type', 'text/html').end('<video muted></video>');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test('a day is one playlist that breaks no rule of RFC 8216', async () => {
  const { faults, segments, isEnded } = checkPlaylist(await (await fetch(url)).text());
  expect(faults).toEqual([]);
  expect(isEnded).toBe(true);
  expect(segments).toHaveLength(FRAMES / 60);
  expect(segments.at(0)?.at).toBe(FROM / 1000);
  expect(segments.at(LUNCH.from)?.at).toBe((FROM + LUNCH.to * MINUTE) / 1000);
  expect(segments.at(-1)?.at).toBe((FROM + (MINUTES - 1) * MINUTE) / 1000);
});

test('ffmpeg reads each picture of the day', { timeout: PATIENCE }, async () => {
  const { stdout, stderr } = await run('ffprobe', [
    ...['-v', 'error', '-count_packets', '-show_entries', 'stream=codec_name,nb_read_packets'],
    ...['-of', 'csv=p=0', url],
  ]);
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')[0]).toBe(`h264,${FRAMES}`);
});

const hasMpv = spawnSync('mpv', ['--version']).status === 0;
if (!hasMpv) console.warn('skipped: a day played by mpv, which is not installed');

test.runIf(hasMpv)('mpv plays to the end of the day', { timeout: PATIENCE }, async () => {
  const output = join(folder, 'mpv.framemd5');
  await run('mpv', [
    ...['--no-config', '--no-terminal', '--no-audio', '--of=framemd5', `--o=${output}`, url],
  ]);
  const pictures = (await readFile(output, 'utf8')).split('\n').filter((line) => /^0,/.test(line));
  expect(pictures.length).toBeGreaterThanOrEqual(FRAMES);
});

const hasGStreamer = spawnSync('gst-inspect-1.0', ['hlsdemux2']).status === 0;
if (!hasGStreamer) console.warn('skipped: a day played by GStreamer, which is not installed');

test.runIf(hasGStreamer)(
  'GStreamer reads to the end of the day',
  { timeout: PATIENCE },
  async () => {
    const { stdout, stderr } = await run(
      'gst-launch-1.0',
      ['-m', 'urisourcebin', `uri=${url}`, '!', 'parsebin', '!', 'fakesink', 'sync=false'],
      { maxBuffer: 2 ** 26 },
    );
    expect(stderr).not.toMatch(/ERROR|CRITICAL/);
    expect(stdout).toMatch(/eos/i);
  },
);

test('hls.js shows the picture of each hour, and comes to the end', {
  timeout: PATIENCE,
}, async () => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(new URL('/', url).href);
    await page.addScriptTag({ url: '/hls.js' });
    const halves = Array.from({ length: 24 }, (_, hour) => FROM / 1000 + (hour + 0.5) * 3_600_000);
    const brightness = await page.evaluate(showMoments, { url, walls: halves });
    expect(brightness.map((red) => Math.round((red * 219) / 255 / 8))).toEqual([...halves.keys()]);
    expect(await page.evaluate(playToEnd)).toBe(true);
  } finally {
    await browser.close();
  }
});

/** In the page: how bright the picture of each moment is. */
async function showMoments({ url: source, walls }: { url: string; walls: readonly number[] }) {
  const { Hls } = globalThis as unknown as { readonly Hls: typeof HlsPlayer };
  const video = document.querySelector('video');
  const pen = document.createElement('canvas').getContext('2d');
  if (video === null || pen === null) throw new Error('the page is another one');
  const hls = new Hls();
  const loaded = new Promise<LevelDetails>((resolve, reject) => {
    hls.once(Hls.Events.LEVEL_LOADED, (_, { details }) => resolve(details));
    hls.on(Hls.Events.ERROR, (_, { fatal, error }) => fatal && reject(error));
  });
  hls.loadSource(source);
  hls.attachMedia(video);
  const { fragments } = await loaded;
  const seen: number[] = [];
  for (const wall of walls) {
    const fragment = fragments.findLast(({ programDateTime }) => (programDateTime ?? 0) <= wall);
    if (!fragment?.programDateTime) throw new Error(`nothing at ${wall}`);
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    video.currentTime = fragment.start + (wall - fragment.programDateTime) / 1000;
    await shown;
    pen.drawImage(video, 0, 0, 1, 1);
    seen.push(pen.getImageData(0, 0, 1, 1).data[0] ?? 0);
  }
  return seen;
}

/** In the page, where a player has the day: its last seconds. */
async function playToEnd(): Promise<boolean> {
  const video = document.querySelector('video');
  if (video === null) return false;
  video.currentTime = video.duration - 5;
  await video.play();
  await new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }));
  return video.ended;
}
