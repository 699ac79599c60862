import type { Display } from '../capture/display.ts';
import type { CaptureInput } from '../ffmpeg/capture-input.ts';
import type { Screen } from '../screen.ts';
import { probeDesktop } from './probe-desktop.ts';

export type Grabber = 'ddagrab' | 'gdigrab';

/**
 * Windows. The window knows the monitors and tells of them each time it looks; without one the whole
 * desktop is a display. `grabber` is what was seen to work here.
 */
export function windowsScreen(ffmpeg: string, grabber: Grabber): Screen {
  let told: readonly Display[] = [];
  let probed: Display | null = null;
  return {
    async displays() {
      if (told.length > 0) return told;
      probed ??= await probeDesktop(ffmpeg);
      return [probed];
    },
    inputOf: (display) => windowsInput(display, { grabber, alone: told.length === 1 }),
    look: null,
    hasSecureDesktop: false,
    tell(displays) {
      told = displays;
    },
    close() {},
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
