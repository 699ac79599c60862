import { expect, test } from 'vitest';
import { parseDesktopSize } from './parse-desktop-size.ts';

test('reads the size of the desktop out of what ffmpeg says', () => {
  const said = [
    '[gdigrab @ 0000000000b3] Capturing whole desktop as 1024x700x32 at (0,0)',
    "Input #0, gdigrab, from 'desktop':",
    '  Stream #0:0: Video: bmp, bgra, 1024x700, 10 fps, 1000k tbr, 1000k tbn',
  ].join('\r\n');
  expect(parseDesktopSize(said)).toEqual({
    name: 'desktop',
    geometry: { width: 1024, height: 700, x: 0, y: 0 },
  });
});

test('finds none where ffmpeg could not look', () => {
  expect(parseDesktopSize('Failed to capture image (error 31)')).toBeNull();
});
