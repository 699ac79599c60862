import { type BrowserWindow, screen } from 'electron';
import { VIEW_CHANNEL } from '../ipc/bridge.ts';
import { ownPause } from '../ipc/pause-choices.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { messagesOf } from '../messages/messages-of.ts';
import { openPageWindow } from './page-window.ts';

const MINUTE_MICROS = 60_000_000;
/** How long the note stays after recording has begun again, unless somebody closes it. */
const OVER_SHOWN_MICROS = 30_000_000;
const SIZE = { width: 360, height: 148 } as const;
const MARGIN = 16;

/**
 * The note beside the clock that a pause ends within a minute, and that it has ended. It is a window of
 * ours and no notification of the system's, which "do not disturb" would keep silent, and which has no
 * buttons on every system.
 */
export class PauseNote {
  #window: BrowserWindow | null = null;
  /** The end of the pause that was in force when last looked. */
  #until: number | null = null;
  /** The end that the note has told of already, so that it does not come back once it was closed. */
  #told: number | null = null;
  #closesAt = Number.POSITIVE_INFINITY;

  follow(view: ShellView): void {
    const pause = ownPause(view);
    if (pause !== null) this.#followPause(pause.until, pause.leftMicros, view);
    else if (this.#until !== null && view.state !== 'paused') this.#followEnd(this.#until, view);
    if (view.now >= this.#closesAt) this.close();
    this.#window?.webContents.send(VIEW_CHANNEL, view);
  }

  close(): void {
    this.#window?.close();
  }

  #followPause(until: number, leftMicros: number, view: ShellView): void {
    this.#until = until;
    this.#closesAt = Number.POSITIVE_INFINITY;
    if (leftMicros > MINUTE_MICROS) this.close();
    else if (this.#told !== until) {
      this.#told = until;
      this.#open(view);
    }
  }

  /** Whoever ends a pause knows that it ended. */
  #followEnd(until: number, view: ShellView): void {
    this.#until = null;
    const recordsAgain = view.state === 'recording' || view.state === 'recording-offline';
    if (view.now < until || !recordsAgain) this.close();
    else {
      this.#closesAt = view.now + OVER_SHOWN_MICROS;
      this.#open(view);
    }
  }

  #open(view: ShellView): void {
    this.#window ??= this.#create(view);
  }

  #create(view: ShellView): BrowserWindow {
    const { zoom } = view.preferences;
    const size = { width: SIZE.width * zoom, height: SIZE.height * zoom };
    const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
    const window = openPageWindow({
      part: 'pause-note',
      zoom,
      onZoom: () => {},
      again: () => this.#open(view),
      shape: {
        width: Math.round(size.width),
        height: Math.round(size.height),
        x: Math.round(x + width - size.width - MARGIN),
        y: Math.round(y + height - size.height - MARGIN),
        title: messagesOf(view.locale).product,
        frame: false,
        resizable: false,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
        alwaysOnTop: true,
      },
    });
    // It must not take the keys that somebody is typing.
    window.once('ready-to-show', () => window.showInactive());
    window.on('closed', () => {
      this.#window = null;
    });
    return window;
  }
}
