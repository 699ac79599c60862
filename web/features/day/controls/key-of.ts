/** Typing, menus and dialogs keep their keys; a button keeps Space. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest('input,textarea,select,[contenteditable],[role="menu"]') !== null) return true;
  if (target.closest('[role="dialog"]') !== null) return event.key !== '?';
  return event.key === ' ' && target.closest('button,a') !== null;
}

/** "j", "Shift+N", "Shift+ArrowLeft"; what another key with Shift writes is named by that: "?". */
export function keyNameOf({ key, shiftKey }: KeyboardEvent): string {
  if (shiftKey && key.startsWith('Arrow')) return `Shift+${key}`;
  if (shiftKey && /^[a-z]$/i.test(key)) return `Shift+${key.toUpperCase()}`;
  return key.length === 1 ? key.toLowerCase() : key;
}
