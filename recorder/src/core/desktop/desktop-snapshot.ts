import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';

/** A window that is neither hidden nor minimised; others may cover it. */
export interface VisibleWindow {
  /** As the system names the program; X11 has two names for one. */
  readonly programs: readonly string[];
  /** Null when it can't be read. */
  readonly title: string | null;
  readonly geometry: DisplayGeometry;
}

/** What is on the desktop at a moment. */
export interface DesktopSnapshot {
  readonly windows: readonly VisibleWindow[];
  /** The session is locked, or nobody's any more: somebody else signed in, a remote one was cut. */
  readonly away: boolean;
  /** The system shows a desktop of its own (UAC, Ctrl+Alt+Del), which nobody may record. */
  readonly secure: boolean;
  /** The system shows small pictures of windows (Alt+Tab, Task View, above the taskbar). */
  readonly previews: boolean;
  /** The network costs by the byte. Null where nobody can tell. */
  readonly metered: boolean | null;
}
