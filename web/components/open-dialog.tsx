import { Modal, type ModalProps } from '@mantine/core';
import { useEffect } from 'react';
import { useStandAbove } from './dialogs-above.ts';

/** A dialog that is there only while it is open, so that it begins anew each time. */
export function OpenDialog(props: Omit<ModalProps, 'opened'>) {
  useReturnFocus();
  useStandAbove(true);
  return <Modal opened {...props} />;
}

/**
 * For a dialog that is there only while it is open: whatever opened it has the focus again afterwards.
 * Mantine returns it only to dialogs that outlive their closing.
 */
function useReturnFocus(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected)
        opener.focus({ preventScroll: true });
    };
  }, []);
}
