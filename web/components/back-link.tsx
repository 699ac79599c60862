'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { PortalLink } from './leaving/portal-link.tsx';

interface BackLinkProps {
  readonly href: string;
  /** Where it leads. */
  readonly label: string;
}

/** Before a page's name: up to what the page is a part of. */
export function BackLink({ href, label }: BackLinkProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        component={PortalLink}
        href={href}
        variant="subtle"
        color="gray"
        aria-label={label}
      >
        <IconArrowLeft size={17} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
