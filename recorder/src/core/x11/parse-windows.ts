import type { VisibleWindow } from '../desktop/desktop-look.ts';

/**
 * What `xprop WM_CLASS _NET_WM_NAME WM_NAME` and `xwininfo` say of one window after the other.
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
    geometry: {
      x: number('Absolute upper-left X'),
      y: number('Absolute upper-left Y'),
      width: number('Width'),
      height: number('Height'),
    },
  };
}

/** Null when the window has none, or one in letters that can't be read. */
function textOf(property: string, block: string): string | null {
  return new RegExp(`^${property} = "(.*)"$`, 'm').exec(block)?.[1] ?? null;
}
