import type { Display } from '../capture/display.ts';
import type { CaptureInput } from '../ffmpeg/capture-input.ts';
import type { Screen } from '../screen.ts';
import { DesktopHelper } from './desktop-helper.ts';
import { probeDesktop } from './probe-desktop.ts';

export type Grabber = 'ddagrab' | 'gdigrab';

export interface WindowsScreenOptions {
  readonly ffmpeg: string;
  readonly grabber: Grabber;
  /** Path of the program that tells of the desktop. */
  readonly helper: string;
}

/**
 * Windows. The window knows the monitors and tells of them each time it looks; without one the whole
 * desktop is a display. `grabber` is what was seen to work here.
 */
export function windowsScreen({ ffmpeg, grabber, helper }: WindowsScreenOptions): Screen {
  const desktop = new DesktopHelper(helper);
  let told: readonly Display[] = [];
  let probed: Display | null = null;
  return {
    async displays() {
      if (told.length > 0) return told;
      probed ??= await probeDesktop(ffmpeg);
      return [probed];
    },
    inputOf: (display) => windowsInput(display, { grabber, alone: told.length === 1 }),
    look: () => desktop.look(),
    hasSecureDesktop: true,
    tell(displays) {
      told = displays;
    },
    close: () => desktop.close(),
  };
}

/**
 * Desktop duplication numbers its outputs in an order of its own: with several monitors, only GDI's
 * offsets make sure that each recording shows the display it names.
 */
export function windowsInput(
  { geometry }: Display,
  { grabber, alone }: { readonly grabber: Grabber; readonly alone: boolean },
): CaptureInput {
  return grabber === 'ddagrab' && alone
    ? { kind: 'ddagrab', outputIndex: 0, geometry }
    : { kind: 'gdigrab', geometry };
}
