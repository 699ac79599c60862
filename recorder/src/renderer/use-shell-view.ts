import { useEffect, useState } from 'react';
import type { ShellView } from '../ipc/shell-view.ts';
import { bridge } from './bridge.ts';

/** Null for the moment until the shell has answered the first time. */
export function useShellView(): ShellView | null {
  const [view, setView] = useState<ShellView | null>(null);
  useEffect(() => {
    void bridge.view().then(setView);
    return bridge.onView(setView);
  }, []);
  return view;
}
