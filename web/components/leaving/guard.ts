interface Guard {
  readonly isUnsaved: () => boolean;
  /** Asks, and goes if it may. */
  readonly ask: (go: () => void) => void;
}

let guard: Guard | null = null;

/** From now on the page is not left unasked; returns what ends that. */
export function guardPage(next: Guard): () => void {
  guard = next;
  return () => {
    if (guard === next) guard = null;
  };
}

export function isGuarded(): boolean {
  return guard?.isUnsaved() ?? false;
}

/** Leaves the page by `go`, at once or after whoever has something unsaved there was asked. */
export function leaveBy(go: () => void): void {
  if (guard?.isUnsaved()) guard.ask(go);
  else go();
}
