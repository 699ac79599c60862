import { useEffect } from 'react';

/**
 * For a dialog that is there only while it is open: whatever opened it has the focus again afterwards.
 * Mantine returns it only to dialogs that outlive their closing.
 */
export function useReturnFocus(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected)
        opener.focus({ preventScroll: true });
    };
  }, []);
}
