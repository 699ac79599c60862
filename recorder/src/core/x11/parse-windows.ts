import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import type { VisibleWindow } from '../desktop/desktop-look.ts';

/**
 * What `xprop WM_CLASS _NET_WM_NAME WM_NAME _NET_FRAME_EXTENTS` and `xwininfo` say of one window
 * after the other.
 * Those that are minimised, or on another desktop, are not mapped.
 */
export function parseWindows(text: string): VisibleWindow[] {
  const blocks = text.split(/^(?=WM_CLASS)/m).filter((block) => block.startsWith('WM_CLASS'));
  return blocks.filter((block) => /^\s*Map State: IsViewable$/m.test(block)).map(parseWindow);
}

function parseWindow(block: string): VisibleWindow {
  const [, instance, name] = /^WM_CLASS = "(.*)", "(.*)"$/m.exec(block) ?? [];
  const number = (label: string) =>
    Number(new RegExp(`^\\s*${label}:\\s+(-?\\d+)$`, 'm').exec(block)?.[1]);
  return {
    programs: [instance, name].filter((program) => program !== undefined),
    title: textOf('_NET_WM_NAME', block) ?? textOf('WM_NAME', block),
    geometry: withFrame(block, {
      x: number('Absolute upper-left X'),
      y: number('Absolute upper-left Y'),
      width: number('Width'),
      height: number('Height'),
    }),
  };
}

/** The window manager draws the title around it. */
function withFrame(block: string, inner: DisplayGeometry): DisplayGeometry {
  const words = /^_NET_FRAME_EXTENTS = (\d+), (\d+), (\d+), (\d+)$/m.exec(block)?.slice(1) ?? [];
  const [left = 0, right = 0, top = 0, bottom = 0] = words.map(Number);
  return {
    x: inner.x - left,
    y: inner.y - top,
    width: inner.width + left + right,
    height: inner.height + top + bottom,
  };
}

/** Null when the window has none, or one in letters that can't be read. */
function textOf(property: string, block: string): string | null {
  return new RegExp(`^${property} = "(.*)"$`, 'm').exec(block)?.[1] ?? null;
}
