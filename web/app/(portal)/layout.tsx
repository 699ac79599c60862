import type { ReactNode } from 'react';
import { AppShell } from '../../features/shell/app-shell.tsx';
import { currentMe } from '../session/current-me.ts';

/** Who is not signed in gets the bare page, which sends them to sign in with its own address. */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const me = await currentMe();
  return me === null ? children : <AppShell me={me}>{children}</AppShell>;
}
