import type { Page } from '@playwright/test';

/** Plays a film in the browser by itself, from its bytes; how long it is, in seconds. */
export async function playsInPage(page: Page, film: Buffer): Promise<number> {
  const address = 'http://film.test/film.mp4';
  await page.route(address, (route) => route.fulfill({ body: film, contentType: 'video/mp4' }));
  await page.goto(address);
  return page.locator('video').evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
    await new Promise<void>((moved) => {
      video.addEventListener('timeupdate', () => {
        if (video.currentTime > 0.3) moved();
      });
    });
    return video.duration;
  });
}
