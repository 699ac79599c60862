import type { BrowserWindow } from 'electron';
import { VIEW_CHANNEL } from '../ipc/bridge.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { openPageWindow } from './page-window.ts';

/** The window that tells everything. It is made on request and destroyed when closed, to save memory. */
export class StatusWindow {
  #window: BrowserWindow | null = null;

  show(title: string): void {
    this.#window ??= this.#create(title);
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

  #create(title: string): BrowserWindow {
    const window = openPageWindow({
      shape: {
        width: 480,
        height: 760,
        minWidth: 400,
        minHeight: 480,
        title,
      },
      part: 'status',
      again: () => this.show(title),
    });
    window.on('closed', () => {
      this.#window = null;
    });
    return window;
  }
}
