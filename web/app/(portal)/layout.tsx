import type { ReactNode } from 'react';
import { AppShell } from '../../features/shell/app-shell.tsx';
import { StandAlone } from '../../features/shell/stand-alone.tsx';
import { currentMe } from '../session/current-context.ts';

/**
 * Who is not signed in, or owes a second factor, gets the page without navigation: it sends them there with its own address,
 * or says that there is no such page.
 */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const me = await currentMe();
  if (me === null || me.owesSecondFactor !== null) return <StandAlone>{children}</StandAlone>;
  return <AppShell me={me}>{children}</AppShell>;
}
