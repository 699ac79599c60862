import { Menu, nativeImage, Tray } from 'electron';
import type { ShellView } from '../ipc/shell-view.ts';
import { messagesOf } from '../messages/messages-of.ts';
import { type TraySign, trayIcon } from './tray-icon.ts';

/** Pixels a side, on a screen of normal density. */
const SIDE = 16;

export interface TrayActions {
  readonly open: () => void;
  readonly resume: () => void;
}

/** The icon beside the clock that always shows whether the screen is recorded. */
export class StatusTray {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  #shown = '';

  constructor(actions: TrayActions) {
    this.#actions = actions;
    this.#tray = new Tray(picture({ state: 'starting', watched: false }));
    this.#tray.on('click', actions.open);
  }

  show({ state, locale, recorder }: ShellView): void {
    const watched = recorder?.status?.watchedNow ?? false;
    // The person can end only a pause of their own, and no rest that ends by itself.
    const mayResume = state === 'paused' && recorder?.status?.pausedUntil != null;
    const key = `${state} ${locale} ${watched} ${mayResume}`;
    if (key === this.#shown) return;
    this.#shown = key;
    const words = messagesOf(locale);
    const title = watched ? words.watchers.now : words.states[state];
    this.#tray.setImage(picture({ state, watched }));
    this.#tray.setToolTip(title);
    const resume = { label: words.pause.resume, click: this.#actions.resume };
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: title, enabled: false },
        { type: 'separator' },
        { label: words.tray.open, click: this.#actions.open },
        ...(mayResume ? [resume] : []),
      ]),
    );
  }
}

function picture(sign: TraySign): Electron.NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 1.5, 2]) {
    const side = SIDE * scaleFactor;
    image.addRepresentation({
      scaleFactor,
      width: side,
      height: side,
      buffer: nativeImage
        .createFromBitmap(trayIcon(sign, side), { width: side, height: side })
        .toPNG(),
    });
  }
  return image;
}
