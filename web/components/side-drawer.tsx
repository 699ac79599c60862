import { Drawer, type DrawerProps } from '@mantine/core';
import { useModals } from '@mantine/modals';
import { useEffect, useState } from 'react';
import { useIsCovered } from './dialogs-above.ts';

/** A drawer that leaves the Escape key to what stands over it: one press closes one thing. */
export function SideDrawer(props: DrawerProps) {
  const { modals } = useModals();
  const isCovered = useLingering(useIsCovered() || modals.length > 0);
  return <Drawer closeOnEscape={!isCovered} {...props} />;
}

/** True until the event that ended it has reached everybody: the press that closed the upper one. */
function useLingering(isOn: boolean): boolean {
  const [lingers, setLingers] = useState(isOn);
  useEffect(() => {
    if (isOn) {
      setLingers(true);
      return;
    }
    const timer = window.setTimeout(() => setLingers(false));
    return () => window.clearTimeout(timer);
  }, [isOn]);
  return isOn || lingers;
}
