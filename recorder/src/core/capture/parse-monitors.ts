import { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Display } from './display.ts';

/** " 0: +*HDMI-1 1920/508x1080/286+0+0  HDMI-1": flags, name, size in px and mm, place. */
const MONITOR = /^\s*\d+:\s+([+*]*)(\S+)\s+(\d+)\/\d+x(\d+)\/\d+([+-]\d+)([+-]\d+)/;
/** Below this no encoder takes it, and nobody could read it. */
const LEAST_PIXELS = 16;

/** What `xrandr --listmonitors` says. */
export function parseMonitors(text: string): Display[] {
  return text.split('\n').flatMap((line) => {
    const [, flags, name, width, height, x, y] = MONITOR.exec(line) ?? [];
    const display = DisplayName.safeParse(name?.replaceAll(/[^\w .:\\/-]/g, '-').slice(0, 64));
    const geometry = { width: Number(width), height: Number(height), x: Number(x), y: Number(y) };
    const usable = geometry.width >= LEAST_PIXELS && geometry.height >= LEAST_PIXELS;
    return display.success && usable
      ? [{ name: display.data, geometry, primary: flags?.includes('*') ?? false }]
      : [];
  });
}
