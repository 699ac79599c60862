import { Drawer, type DrawerProps } from '@mantine/core';
import { useModals } from '@mantine/modals';
import { useIsCovered } from './dialogs-above.ts';

/** A drawer that leaves the Escape key to what stands over it: one press closes one thing. */
export function SideDrawer(props: DrawerProps) {
  const { modals } = useModals();
  const isCovered = useIsCovered();
  return <Drawer closeOnEscape={!isCovered && modals.length === 0} {...props} />;
}
