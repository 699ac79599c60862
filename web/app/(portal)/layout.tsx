import type { ReactNode } from 'react';
import { AppShell } from '../../features/shell/app-shell.tsx';
import { StandAlone } from '../../features/shell/stand-alone.tsx';
import { currentMe } from '../session/current-me.ts';

/**
 * Who is not signed in gets the page without navigation: it sends them to sign in with its own address,
 * or says that there is no such page.
 */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const me = await currentMe();
  if (me === null) return <StandAlone>{children}</StandAlone>;
  return <AppShell me={me}>{children}</AppShell>;
}
