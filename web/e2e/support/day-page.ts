import { expect, type Page } from '@playwright/test';
import { type ClockSample, sampleClock } from './clock-on-screen.ts';

export const DISPLAYS = ['MONITOR-1', 'MONITOR-2'] as const;
/** At 5 frames a second. */
export const TWO_FRAMES_MS = 400;

/** What a test does on the page of one person's day. */
export class DayPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get clock() {
    return this.page.getByTestId('wall-clock').first();
  }

  display(name: string) {
    return this.page.locator(`[data-testid=display][data-display="${name}"]`);
  }

  /** The speed that a plan gives the moment. */
  get plannedRate() {
    return this.page.getByTitle('Speed by plan: what changes more is shown more slowly');
  }

  /** Chooses a stretch of the timeline, from and to shares of its width. */
  async drag(from: number, to: number): Promise<void> {
    const { mouse, keyboard } = this.page;
    const line = await this.page.getByTestId('timeline').boundingBox();
    if (line === null) throw new Error('no timeline');
    const [y, xOf] = [line.y + 8, (share: number) => line.x + line.width * share];
    await keyboard.down('Shift');
    await mouse.move(xOf(from), y);
    await mouse.down();
    await mouse.move(xOf((from + to) / 2), y, { steps: 5 });
    await mouse.move(xOf(to), y, { steps: 5 });
    await mouse.up();
    await keyboard.up('Shift');
  }

  async shownMs(): Promise<number> {
    return Number(await this.clock.getAttribute('data-micros')) / 1000;
  }

  async play(): Promise<void> {
    await this.page.getByRole('button', { name: 'Play', exact: true }).click();
  }

  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: 'Pause', exact: true }).click();
  }

  /** Waits until the picture shows a clock that can be read. */
  async readClock(display: string = DISPLAYS[0]): Promise<ClockSample> {
    let sample: ClockSample | null = null;
    await expect
      .poll(
        async () => {
          sample = await sampleClock(this.page, display);
          return sample !== null;
        },
        { message: `a readable clock on ${display}`, timeout: 20_000 },
      )
      .toBe(true);
    if (sample === null) throw new Error('unreachable');
    return sample;
  }

  /** Reads a picture that stands still: what the page says of it may come a moment after it. */
  async readStillClock(display: string = DISPLAYS[0]): Promise<ClockSample> {
    let sample = await this.readClock(display);
    await expect
      .poll(
        async () => {
          sample = await this.readClock(display);
          return Math.abs(sample.picture - sample.shown);
        },
        { message: 'picture and page tell the same time', timeout: 5_000 },
      )
      .toBeLessThanOrEqual(TWO_FRAMES_MS);
    return sample;
  }

  /** Samples while it plays; a torn picture gives none, as between two frames. */
  async readClocks(count: number, display: string = DISPLAYS[0]): Promise<ClockSample[]> {
    const samples: ClockSample[] = [];
    while (samples.length < count) {
      samples.push(await this.readClock(display));
      await this.page.waitForTimeout(150);
    }
    return samples;
  }
}
