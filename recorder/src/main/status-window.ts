import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { VIEW_CHANNEL } from '../ipc/bridge.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { APP_ORIGIN } from './app-protocol.ts';

export interface StatusWindowOptions {
  readonly appPath: string;
  readonly title: string;
  readonly dark: boolean;
  readonly developing: boolean;
}

/** The only window. It is made on request and destroyed when it is closed, to save memory. */
export class StatusWindow {
  #window: BrowserWindow | null = null;

  show(options: StatusWindowOptions): void {
    this.#window ??= this.#create(options);
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

  #create({ appPath, title, dark, developing }: StatusWindowOptions): BrowserWindow {
    const window = new BrowserWindow({
      width: 480,
      height: 760,
      minWidth: 400,
      minHeight: 480,
      show: false,
      title,
      backgroundColor: dark ? '#0e1115' : '#f5f6f8',
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(appPath, 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools: developing,
      },
    });
    window.removeMenu();
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', () => window.destroy());
    void window.loadURL(`${APP_ORIGIN}/index.html`);
    return window;
  }
}
