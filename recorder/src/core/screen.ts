import type { Display } from './capture/display.ts';
import type { DesktopSnapshot } from './desktop/desktop-snapshot.ts';
import type { CaptureInput } from './ffmpeg/capture-input.ts';
import { X11Desktop } from './x11/x11-desktop.ts';
import { MonitorProbe } from './x11/x11-screen.ts';

/** What there is to record, and how ffmpeg gets at it: one implementation per operating system. */
export interface Screen {
  /** Throws when the system can't be asked. */
  readonly displays: () => Promise<readonly Display[]>;
  /** `plain`: without the help of a graphics chip. */
  readonly inputOf: (display: Display, options: { readonly plain: boolean }) => CaptureInput;
  /** What is on it just now. Throws when the system can't be asked; null where nobody can. */
  readonly look: (() => Promise<DesktopSnapshot>) | null;
  /** The system may show a desktop of its own in place of the person's. */
  readonly hasSecureDesktop: boolean;
  /** The window's word on what monitors there are, for systems that can't be asked from here. */
  readonly tell: (displays: readonly Display[]) => void;
  readonly close: () => void;
}

/** An X server (":0"). */
export function x11Screen(server: string): Screen {
  const probe = new MonitorProbe(server);
  const desktop = new X11Desktop(server);
  return {
    displays: () => probe.list(),
    inputOf: ({ geometry }) => ({ kind: 'x11grab', server, geometry }),
    look: () => desktop.look(),
    hasSecureDesktop: false,
    tell() {},
    close() {
      probe.close();
      desktop.close();
    },
  };
}
