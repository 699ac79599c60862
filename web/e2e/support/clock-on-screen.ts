import type { Page } from '@playwright/test';
import {
  CLOCK_CELL,
  CLOCK_CELLS,
  CLOCK_HEIGHT,
  readClock,
} from '../../../scripts/virtual-screen/read-clock.ts';

export interface ClockSample {
  /** Unix ms read from the bar code in the picture. */
  readonly picture: number;
  /** Unix ms that the page shows for this picture. */
  readonly shown: number;
}

/**
 * Reads the clock drawn into the picture of a display, and what the page says at the same frame.
 * Null while no readable picture is on the screen.
 */
export async function sampleClock(page: Page, display: string): Promise<ClockSample | null> {
  const size = { width: CLOCK_CELL * CLOCK_CELLS + 2, height: CLOCK_HEIGHT + 2 };
  const sample = await page.evaluate(grabPicture, { display, size });
  if (sample === null) return null;
  const isDark = (x: number, y: number) => (sample.luma[y * size.width + x] ?? 255) < 128;
  const picture = readClock(isDark, { x: 0, y: 0 });
  return picture === null ? null : { picture, shown: sample.micros / 1000 };
}

/** Runs in the page. */
function grabPicture(asked: {
  display: string;
  size: { width: number; height: number };
}): { luma: number[]; micros: number } | null {
  const { width, height } = asked.size;
  const video = [
    ...document.querySelectorAll<HTMLVideoElement>('[data-testid=display-video]'),
  ].find((element) => element.dataset['display'] === asked.display);
  const clock = document.querySelector<HTMLElement>('[data-testid=wall-clock]');
  const micros = clock?.dataset['micros'];
  if (!video || video.readyState < 2 || micros === undefined) return null;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.drawImage(video, 0, 0, width, height, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  const luma: number[] = [];
  for (let at = 0; at < data.length; at += 4) luma.push(data[at] ?? 255);
  return { luma, micros: Number(micros) };
}
