import type { Display } from './capture/display.ts';
import { MonitorProbe } from './capture/monitor-probe.ts';
import type { CaptureInput } from './ffmpeg/capture-input.ts';

/** What there is to record, and how ffmpeg gets at it: one implementation per operating system. */
export interface Screen {
  /** Throws when the system can't be asked. */
  readonly displays: () => Promise<readonly Display[]>;
  readonly inputOf: (display: Display) => CaptureInput;
  /** The window's word on what monitors there are, for systems that can't be asked from here. */
  readonly tell: (displays: readonly Display[]) => void;
  readonly close: () => void;
}

/** An X server (":0"). */
export function x11Screen(server: string): Screen {
  const probe = new MonitorProbe(server);
  return {
    displays: () => probe.list(),
    inputOf: ({ geometry }) => ({ kind: 'x11grab', server, geometry }),
    tell() {},
    close: () => probe.close(),
  };
}
