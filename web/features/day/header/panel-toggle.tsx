'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRight, IconLayoutSidebarRightCollapse } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

interface PanelToggleProps {
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

export function PanelToggle({ isOpen, toggle }: PanelToggleProps) {
  const t = useTranslations('day');
  const Icon = isOpen ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRight;
  const label = t(isOpen ? 'hidePanel' : 'showPanel');
  return (
    <Tooltip label={label}>
      <ActionIcon onClick={toggle} aria-label={label} aria-expanded={isOpen}>
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
