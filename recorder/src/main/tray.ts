import { Menu, nativeImage, Tray } from 'electron';
import type { ShellView } from '../ipc/shell-view.ts';
import { type TraySign, trayIcon } from './tray-icon.ts';
import { trayMenu, trayToolTip } from './tray-menu.ts';

/** Pixels a side, on a screen of normal density. */
const SIDE = 16;

export interface TrayActions {
  readonly open: () => void;
  readonly pause: (reason: string, minutes: number) => void;
  readonly prolong: () => void;
  readonly resume: () => void;
}

/** The icon beside the clock that always shows whether the screen is recorded. */
export class StatusTray {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  #sign = '';
  #toolTip = '';
  #menu = '';

  constructor(actions: TrayActions) {
    this.#actions = actions;
    this.#tray = new Tray(picture({ state: 'starting', watched: false }));
    this.#tray.on('click', actions.open);
  }

  show(view: ShellView): void {
    const sign = { state: view.state, watched: view.recorder?.status?.watchedNow ?? false };
    if (differs(this.#sign, sign)) this.#tray.setImage(picture(sign));
    this.#sign = JSON.stringify(sign);
    const toolTip = trayToolTip(view);
    if (toolTip !== this.#toolTip) this.#tray.setToolTip(toolTip);
    this.#toolTip = toolTip;
    const menu = trayMenu(view, this.#actions);
    // A menu that is made anew closes under the hand of whoever has just opened it.
    if (differs(this.#menu, menu)) this.#tray.setContextMenu(Menu.buildFromTemplate(menu));
    this.#menu = JSON.stringify(menu);
  }
}

/** Functions don't count: those of a menu depend on its words alone. */
function differs(before: string, now: unknown): boolean {
  return before !== JSON.stringify(now);
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
