import type { DesktopLook } from '../desktop/desktop-look.ts';
import { AnsweringShell } from './answering-shell.ts';
import { parseWindows } from './parse-windows.ts';

/** Of the windows that name a program, what both tools say; then a line that tells the end. */
const COMMANDS = `export LC_ALL=C.UTF-8
xwininfo -display "$1" -root -tree |
  sed -n 's/^ *\\(0x[0-9a-f]*\\) .*: ("[^"]*" "[^"]*") .*/\\1/p' |
  while read -r id; do
    xprop -display "$1" -id "$id" -notype WM_CLASS _NET_WM_NAME WM_NAME _NET_FRAME_EXTENTS
    xwininfo -display "$1" -id "$id"
  done
xprop -display "$1" -root -notype _NET_SUPPORTING_WM_CHECK | sed 's/^/ROOT /'`;

/** The windows of an X server. */
export class X11Desktop {
  readonly #server: string;
  readonly #shell: AnsweringShell;

  constructor(server: string) {
    this.#server = server;
    this.#shell = new AnsweringShell(COMMANDS, server);
  }

  /** One question at a time. Throws when they can't be read. */
  async look(): Promise<DesktopLook> {
    const text = await this.#shell.ask();
    if (!/^ROOT /m.test(text)) throw new Error(`the windows of ${this.#server} can not be read`);
    const windows = parseWindows(text);
    return { windows, away: false, secure: false, previews: false, metered: null };
  }

  close(): void {
    this.#shell.close();
  }
}
