import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Employee } from './cast.ts';
import { PIECE_MINUTES } from './plan-day.ts';
import { REVEAL, SCENES } from './scenes.ts';

export const PICTURE = { width: 1280, height: 720 } as const;
/** Seconds a picture: little enough for two weeks of twelve people to fit on any disk. */
const PICTURE_SECONDS = 4;
export const PIECE_FRAMES = (PIECE_MINUTES * 60) / PICTURE_SECONDS;

const PIECE_SECONDS = PIECE_MINUTES * 60;
/** As the recorder's encoder: tables at the head alone. */
const MUXER = '-muxdelay 0 -muxpreload 0 -pat_period 3600 -sdt_period 3600';

/** Work comes in bursts: so often the picture changes in one clip. */
const CHANGES = 20;

/** Draws each scene in each language as a clip of one group of pictures. Returns the file of each. */
export async function drawClips(
  folder: string,
): Promise<(scene: string, language: string) => string> {
  const file = (scene: string, language: string) => join(folder, `${scene}-${language}.ts`);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    for (const scene of Object.keys(SCENES)) {
      for (const language of ['en', 'zh'] as const) {
        const pictures = join(folder, `${scene}-${language}`);
        await mkdir(pictures, { recursive: true });
        await drawPictures(browser, { scene, language, pictures });
        await encode(pictures, file(scene, language));
      }
    }
  } finally {
    await browser.close();
  }
  return file;
}

interface Drawn {
  readonly scene: string;
  readonly language: Employee['language'];
  readonly pictures: string;
}

async function drawPictures(browser: Browser, { scene, language, pictures }: Drawn): Promise<void> {
  const page = await browser.newPage({ viewport: PICTURE });
  await page.setContent(SCENES[scene]?.(language) ?? '');
  const list: string[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const name = `${change}.png`;
    await drawPicture(page, { share: change / (CHANGES - 1), path: join(pictures, name) });
    list.push(`file '${name}'`, `duration ${secondsOf(change)}`);
  }
  await page.close();
  // The last picture is named twice: ffmpeg's concat takes its duration from what follows it.
  list.push(`file '${CHANGES - 1}.png'`);
  await writeFile(join(pictures, 'list.txt'), list.join('\n'));
}

async function drawPicture(
  page: Page,
  { share, path }: { readonly share: number; readonly path: string },
): Promise<void> {
  await page.evaluate(`(${REVEAL})(${share})`);
  await page.screenshot({ path });
}

/** Two changes close together, then a while in which somebody reads. */
function secondsOf(change: number): number {
  const pair = (2 * PIECE_SECONDS) / CHANGES;
  return change % 2 === 0 ? PICTURE_SECONDS : pair - PICTURE_SECONDS;
}

async function encode(pictures: string, to: string): Promise<void> {
  const input = ['-f', 'concat', '-i', join(pictures, 'list.txt')];
  const picture = `-vf fps=1/${PICTURE_SECONDS},format=yuv420p -t ${PIECE_SECONDS}`;
  const encoder = '-c:v libx264 -preset veryfast -crf 25 -bf 0 -g 9999 -sc_threshold 0';
  await runFfmpeg([...input, ...`${picture} ${encoder} -f mpegts ${MUXER}`.split(' '), to]);
}

/** The clips of a stretch one after the other, each as a piece whose clock runs on. Returns their files. */
export async function joinClips(
  clips: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const list = join(folder, 'list.txt');
  await writeFile(list, clips.map((clip) => `file '${clip}'`).join('\n'));
  // It cuts at the first key frame at or after its time, and each clip begins with its only one.
  const cut = `-f segment -segment_time ${PIECE_SECONDS - 1} -segment_format mpegts`;
  await runFfmpeg([
    ...['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy'],
    ...`${cut} ${MUXER}`.split(' '),
    join(folder, '%d.ts'),
  ]);
  return clips.map((_, at) => join(folder, `${at}.ts`));
}

async function runFfmpeg(args: readonly string[]): Promise<void> {
  const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}
