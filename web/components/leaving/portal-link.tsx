'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { isGuarded, leaveBy } from './guard.ts';

interface PortalLinkProps extends Omit<ComponentProps<typeof Link>, 'href' | 'onNavigate'> {
  readonly href: string;
}

/** A link inside the portal, which asks first where something is unsaved. */
export function PortalLink({ href, ...rest }: PortalLinkProps) {
  const router = useRouter();
  return (
    <Link
      href={href}
      onNavigate={(event) => {
        if (!isGuarded()) return;
        event.preventDefault();
        leaveBy(() => router.push(href));
      }}
      {...rest}
    />
  );
}
