import type { Page } from '@playwright/test';

/** Plays a film from its bytes in an empty page; how long it is, in seconds. */
export async function playsInPage(page: Page, film: Buffer): Promise<number> {
  await page.goto('about:blank');
  return page.evaluate(playFilm, film.toString('base64'));
}

/** Runs in the page. */
async function playFilm(base64: string): Promise<number> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/mp4' }));
  document.body.append(video);
  await video.play();
  await new Promise<void>((moved) => {
    video.addEventListener('timeupdate', () => {
      if (video.currentTime > 0.3) moved();
    });
  });
  // A film in fragments is as long as what was read of it: its end tells.
  const atEnd = new Promise((seeked) => {
    video.addEventListener('seeked', seeked, { once: true });
  });
  video.currentTime = Number.MAX_SAFE_INTEGER;
  await atEnd;
  return video.duration;
}
