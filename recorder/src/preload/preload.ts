import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { type Bridge, CHANNEL, VIEW_CHANNEL } from '../ipc/bridge.ts';
import type { ShellView } from '../ipc/shell-view.ts';

/** The whole of what a page can reach: it has neither Node nor Electron. */
const bridge: Bridge = {
  ask: (name, input) => ipcRenderer.invoke(CHANNEL, name, input),
  view: () => ipcRenderer.invoke(CHANNEL, 'view', null),
  onView(listener) {
    const listen = (_event: IpcRendererEvent, view: ShellView) => listener(view);
    ipcRenderer.on(VIEW_CHANNEL, listen);
    return () => ipcRenderer.off(VIEW_CHANNEL, listen);
  },
};

contextBridge.exposeInMainWorld('recorder', bridge);
