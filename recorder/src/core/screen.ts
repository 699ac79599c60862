import type { Display } from './capture/display.ts';
import type { DesktopSnapshot } from './desktop/desktop-snapshot.ts';
import type { CaptureInput } from './ffmpeg/capture-input.ts';

/** The displays of this machine and how ffmpeg captures them: one implementation per operating system. */
export interface Screen {
  /** Throws when the system can't be asked. */
  readonly displays: () => Promise<readonly Display[]>;
  /** `plain`: without a graphics chip. */
  readonly inputOf: (display: Display, options: { readonly plain: boolean }) => CaptureInput;
  /** Lists what is on the desktop now. Throws when the system does not answer; null where it can't be asked. */
  readonly snapshot: (() => Promise<DesktopSnapshot>) | null;
  /** The system may show a secure desktop in place of the person's (UAC, Ctrl+Alt+Del). */
  readonly hasSecureDesktop: boolean;
  /** Takes the list of monitors from the window, for systems that can't be asked from this process. */
  readonly tell: (displays: readonly Display[]) => void;
  readonly close: () => void;
}
