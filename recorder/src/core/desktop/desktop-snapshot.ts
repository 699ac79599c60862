import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';

/** A window that is neither hidden nor minimised; other windows may cover it. */
export interface VisibleWindow {
  /** The system's names of the program; X11 has two. */
  readonly programs: readonly string[];
  /** Null when it can't be read. */
  readonly title: string | null;
  readonly geometry: DisplayGeometry;
  /** It takes the person's input. */
  readonly isInFront: boolean;
}

/** What is on the desktop at a moment. */
export interface DesktopSnapshot {
  readonly windows: readonly VisibleWindow[];
  /** The session is locked or left: another user signed in, or a remote session was disconnected. */
  readonly away: boolean;
  /** The system shows its secure desktop (UAC, Ctrl+Alt+Del), which nobody may record. */
  readonly secure: boolean;
  /** The system shows small pictures of windows (Alt+Tab, Task View, above the taskbar). */
  readonly previews: boolean;
  /** Whether the network costs by the byte; null where that is not known. */
  readonly metered: boolean | null;
}
