'use client';

import { useDebouncedCallback } from '@mantine/hooks';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ComponentProps, useState } from 'react';
import { isGuarded, leaveBy } from './guard.ts';

interface PortalLinkProps
  extends Omit<ComponentProps<typeof Link>, 'href' | 'onNavigate' | 'prefetch'> {
  readonly href: string;
  /** `pointed`: the whole page with its data, once somebody points at the link or comes to it by keyboard. */
  readonly prefetch?: ComponentProps<typeof Link>['prefetch'] | 'pointed';
}

/** A link inside the portal, which asks first where something is unsaved. */
export function PortalLink({ href, prefetch, ...rest }: PortalLinkProps) {
  const router = useRouter();
  const pointed = usePointed();
  return (
    <Link
      href={href}
      onNavigate={(event) => {
        if (!isGuarded()) return;
        event.preventDefault();
        leaveBy(() => router.push(href));
      }}
      {...(prefetch === 'pointed' ? pointed : prefetch === undefined ? {} : { prefetch })}
      {...rest}
    />
  );
}

/** ms. Who passes over a list on the way to something points at no link for so long. */
const PASSING_MS = 40;

function usePointed() {
  const [isPointed, setPointed] = useState(false);
  const point = useDebouncedCallback(() => setPointed(true), PASSING_MS);
  return {
    prefetch: isPointed,
    onPointerEnter: point,
    onPointerLeave: point.cancel,
    onFocus: point,
    onBlur: point.cancel,
  };
}
