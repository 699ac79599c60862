import type { BrowserWindow } from 'electron';
import { VIEW_CHANNEL } from '../ipc/bridge.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { openPageWindow, type PageWindowOptions } from './page-window.ts';

interface WindowLook extends Pick<PageWindowOptions, 'zoom' | 'onZoom'> {
  readonly title: string;
}

/** The window that tells everything. It is made on request and destroyed when closed, to save memory. */
export class StatusWindow {
  #window: BrowserWindow | null = null;

  show(look: WindowLook): void {
    this.#window ??= this.#create(look);
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  push(view: ShellView): void {
    this.#window?.webContents.send(VIEW_CHANNEL, view);
  }

  #create(look: WindowLook): BrowserWindow {
    const { title, zoom, onZoom } = look;
    const window = openPageWindow({
      shape: {
        width: 480,
        height: 760,
        minWidth: 400,
        minHeight: 480,
        title,
      },
      part: 'status',
      zoom,
      onZoom,
      again: () => this.show(look),
    });
    window.on('closed', () => {
      this.#window = null;
    });
    return window;
  }
}
