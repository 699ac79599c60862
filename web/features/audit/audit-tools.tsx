'use client';

import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPrinter, IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { AUDIT_ROUTES } from '../../contract/audit.ts';
import { routePath } from '../api/call-route.ts';
import { type AuditFilterValues, auditQuery } from './audit-filter-values.ts';

interface AuditToolsProps {
  readonly filters: AuditFilterValues;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
}

/** What can be done with the log as it is filtered. */
export function AuditTools({ filters, isVerifying, onVerify }: AuditToolsProps) {
  const t = useTranslations('audit');
  const exportPath = (format: 'csv' | 'jsonl'): string =>
    routePath(AUDIT_ROUTES.exportAudit, { ...auditQuery(filters), format });
  return (
    <>
      <Button
        variant="default"
        loading={isVerifying}
        onClick={onVerify}
        leftSection={<IconShieldCheck size={15} aria-hidden="true" />}
      >
        {t('verify')}
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={15} aria-hidden="true" />}>
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={exportPath('csv')} download>
            {t('exportCsv')}
          </Menu.Item>
          <Menu.Item component="a" href={exportPath('jsonl')} download>
            {t('exportJsonl')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        onClick={() => window.print()}
        leftSection={<IconPrinter size={15} aria-hidden="true" />}
      >
        {t('print')}
      </Button>
    </>
  );
}
