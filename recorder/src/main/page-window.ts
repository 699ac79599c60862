import { join } from 'node:path';
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { nextZoom } from './next-zoom.ts';

/** A page that dies sooner than this is given up, or it would open for ever. */
const LIVES_MS = 3_000;

export interface PageWindowOptions {
  readonly shape: BrowserWindowConstructorOptions;
  /** Which part of the app's page it shows. */
  readonly part: 'status' | 'pause-note';
  readonly zoom: number;
  /** The person asked for another zoom by the keyboard. */
  readonly onZoom: (zoom: number) => void;
  /** Opens another window when the process that draws this one has died. */
  readonly again: () => void;
}

/** Makes a window, still hidden, with the app's page. */
export function openPageWindow(options: PageWindowOptions): BrowserWindow {
  const { shape, part, zoom, onZoom, again } = options;
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
      zoomFactor: zoom,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  const openedAt = performance.now();
  window.removeMenu();
  window.webContents.on('render-process-gone', () => {
    if (window.isDestroyed()) return;
    window.destroy();
    if (performance.now() - openedAt > LIVES_MS) again();
  });
  // The menu that would have these keys is not there.
  window.webContents.on('before-input-event', (event, { type, control, meta, key }) => {
    const next = nextZoom(window.webContents.getZoomFactor(), key);
    if (type !== 'keyDown' || !(control || meta) || next === null) return;
    event.preventDefault();
    window.webContents.setZoomFactor(next);
    onZoom(next);
  });
  void window.loadURL(`${APP_ORIGIN}/index.html#${part}`);
  return window;
}
