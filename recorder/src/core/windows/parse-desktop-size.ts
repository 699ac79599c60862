import type { Display } from '../capture/display.ts';

/** "Stream #0:0: Video: bmp, bgra, 1920x1080, ...": how gdigrab describes the whole desktop. */
export function parseDesktopSize(stderr: string): Display | null {
  const [, width, height] = /Video: [^\n]*?, (\d{2,5})x(\d{2,5})\b/.exec(stderr) ?? [];
  if (width === undefined || height === undefined) return null;
  return {
    name: 'desktop',
    geometry: { width: Number(width), height: Number(height), x: 0, y: 0 },
  };
}
