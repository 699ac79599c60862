import { join } from 'node:path';
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/** Makes a window, still hidden, with the app's page; `part` says which part of it. */
export function openPageWindow(
  shape: BrowserWindowConstructorOptions,
  part: 'status' | 'pause-note',
): BrowserWindow {
  const window = new BrowserWindow({
    ...shape,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0e1115' : '#f5f6f8',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(app.getAppPath(), 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  window.removeMenu();
  window.webContents.on('render-process-gone', () => window.destroy());
  void window.loadURL(`${APP_ORIGIN}/index.html#${part}`);
  return window;
}
