'use client';

import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { PortalLink } from './leaving/portal-link.tsx';

interface LinkButtonProps extends ButtonProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link that looks like a button; server components can't hand `PortalLink` to one themselves. */
export function LinkButton({ href, children, ...rest }: LinkButtonProps) {
  return (
    <Button component={PortalLink} href={href} {...rest}>
      {children}
    </Button>
  );
}
