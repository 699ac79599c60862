import { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Display } from '../capture/display.ts';
import type { Screen } from '../screen.ts';
import { AnsweringShell } from './answering-shell.ts';
import { X11Desktop } from './x11-desktop.ts';

/** An X server (":0"). */
export function x11Screen(server: string): Screen {
  const probe = new MonitorProbe(server);
  const desktop = new X11Desktop(server);
  return {
    displays: () => probe.list(),
    inputOf: ({ geometry }) => ({ kind: 'x11grab', server, geometry }),
    snapshot: () => desktop.snapshot(),
    hasSecureDesktop: false,
    tell() {},
    close() {
      probe.close();
      desktop.close();
    },
  };
}

/** Lists the monitors of an X server. */
export class MonitorProbe {
  readonly #server: string;
  readonly #shell: AnsweringShell;

  constructor(server: string) {
    this.#server = server;
    this.#shell = new AnsweringShell('xrandr -d "$1" --listmonitors', server);
  }

  /** One question at a time. Throws when the X server can't be asked. */
  async list(): Promise<Display[]> {
    const text = await this.#shell.ask();
    if (text.trim() === '') throw new Error(`the X server ${this.#server} does not answer`);
    return parseMonitors(text);
  }

  close(): void {
    this.#shell.close();
  }
}

/** " 0: +*HDMI-1 1920/508x1080/286+0+0  HDMI-1": flags, name, size in px and mm, place. */
const MONITOR = /^\s*\d+:\s+([+*]*)(\S+)\s+(\d+)\/\d+x(\d+)\/\d+([+-]\d+)([+-]\d+)/;
/** No encoder takes smaller pictures, and nobody could read them. */
const LEAST_PIXELS = 16;

/** What `xrandr --listmonitors` says. */
export function parseMonitors(text: string): Display[] {
  return text.split('\n').flatMap((line) => {
    const [, flags, name, width, height, x, y] = MONITOR.exec(line) ?? [];
    const display = DisplayName.safeParse(name?.replaceAll(/[^\w .:\\/-]/g, '-').slice(0, 64));
    const geometry = { width: Number(width), height: Number(height), x: Number(x), y: Number(y) };
    const usable = geometry.width >= LEAST_PIXELS && geometry.height >= LEAST_PIXELS;
    return display.success && usable
      ? [{ name: display.data, geometry, primary: flags?.includes('*') ?? false }]
      : [];
  });
}
