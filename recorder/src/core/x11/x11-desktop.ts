import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import type { DesktopSnapshot, VisibleWindow } from '../desktop/desktop-snapshot.ts';
import { AnsweringShell } from './answering-shell.ts';

/** Prints what both tools say of each window that names a program, then a line that marks the end. */
const COMMANDS = `export LC_ALL=C.UTF-8
xwininfo -display "$1" -root -tree |
  sed -n 's/^ *\\(0x[0-9a-f]*\\) .*: ("[^"]*" "[^"]*") .*/\\1/p' |
  while read -r id; do
    xprop -display "$1" -id "$id" -notype WM_CLASS _NET_WM_NAME WM_NAME _NET_FRAME_EXTENTS
    xwininfo -display "$1" -id "$id"
  done
xprop -display "$1" -root -notype _NET_ACTIVE_WINDOW | sed 's/^/ROOT /'`;

/** The windows of an X server. */
export class X11Desktop {
  readonly #server: string;
  readonly #shell: AnsweringShell;

  constructor(server: string) {
    this.#server = server;
    this.#shell = new AnsweringShell(COMMANDS, server);
  }

  /** One question at a time. Throws when they can't be read. */
  async snapshot(): Promise<DesktopSnapshot> {
    const text = await this.#shell.ask();
    if (!/^ROOT /m.test(text)) throw new Error(`the windows of ${this.#server} can not be read`);
    const windows = parseWindowTree(text);
    return { windows, away: false, secure: false, previews: false, metered: null };
  }

  close(): void {
    this.#shell.close();
  }
}

/**
 * What `xprop WM_CLASS _NET_WM_NAME WM_NAME _NET_FRAME_EXTENTS` and `xwininfo` say of one window
 * after the other.
 * Those that are minimised, or on another desktop, are not mapped. From front to back, as the X server stacks them.
 */
export function parseWindowTree(text: string): VisibleWindow[] {
  const [, front] = /^ROOT _NET_ACTIVE_WINDOW: window id # 0x0*([0-9a-f]+)/m.exec(text) ?? [];
  const blocks = text.split(/^(?=WM_CLASS)/m).filter((block) => block.startsWith('WM_CLASS'));
  return blocks
    .filter((block) => /^\s*Map State: IsViewable$/m.test(block))
    .map((block) => parseWindow(block, front));
}

/** `front`: the id of the active window, as EWMH window managers tell it. */
function parseWindow(block: string, front: string | undefined): VisibleWindow {
  const [, id] = /^xwininfo: Window id: 0x0*([0-9a-f]+)/m.exec(block) ?? [];
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
    isInFront: id !== undefined && id === front,
  };
}

/** Adds the frame that the window manager draws around a window. */
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

/** Null when the window has no title, or one that can't be decoded. */
function textOf(property: string, block: string): string | null {
  return new RegExp(`^${property} = "(.*)"$`, 'm').exec(block)?.[1] ?? null;
}
