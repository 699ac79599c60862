import type { Bridge } from '../ipc/bridge.ts';

declare global {
  interface Window {
    readonly recorder: Bridge;
  }
}

/** The one way out of this page; the preload script put it there. */
export const bridge: Bridge = window.recorder;
