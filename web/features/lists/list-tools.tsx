import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconDots, IconFilter, IconFilterPlus, IconTableDown, IconX } from '@tabler/icons-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { RouteRequest } from '../../contract/define-routes.ts';
import {
  type EXPORTED_LISTS,
  type ExportedList,
  LIST_EXPORT_ROUTES,
} from '../../contract/list-exports.ts';
import { routePath } from '../api/call-route.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { useKeptFilters } from './use-kept-filters.ts';

/** As its page asks for it, but for which page. */
type ListRequest<R> =
  RouteRequest<R> extends object ? Omit<RouteRequest<R>, 'cursor' | 'limit'> : undefined;

interface ListToolsProps<List extends ExportedList> {
  readonly list: List;
  /** How it is filtered and sorted on this page. */
  readonly request: ListRequest<(typeof EXPORTED_LISTS)[List]>;
}

/** What can be done with a list as a whole: save it as a table, keep its filter, use one that was kept. */
export function ListTools<List extends ExportedList>({ list, request }: ListToolsProps<List>) {
  const t = useTranslations('common.tools');
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const { filters, keep, remove } = useKeptFilters(pathname);
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={300} shadow="md" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('open')} title={t('open')}>
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={csvPath(list, request)}
            download
            leftSection={<IconTableDown size={16} aria-hidden="true" />}
          >
            {t('csv')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('filters')}</Menu.Label>
          {filters.map((filter) => (
            <Menu.Item
              key={filter.name}
              component={PortalLink}
              href={`${pathname}?${filter.query}`}
              leftSection={<IconFilter size={16} aria-hidden="true" />}
              aria-current={filter.query === query ? 'true' : undefined}
            >
              {filter.name}
            </Menu.Item>
          ))}
          {filters
            .filter((filter) => filter.query === query)
            .map(({ name }) => (
              <Menu.Item
                key={name}
                leftSection={<IconX size={16} aria-hidden="true" />}
                onClick={() => remove(name)}
              >
                {t('remove', { name })}
              </Menu.Item>
            ))}
          <Menu.Item
            leftSection={<IconFilterPlus size={16} aria-hidden="true" />}
            disabled={query === ''}
            onClick={() => setNaming(true)}
          >
            {t('keep')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('keys')}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      {isNaming ? (
        <KeepDialog onKeep={(name) => keep({ name, query })} onClose={() => setNaming(false)} />
      ) : null}
    </>
  );
}

interface KeepDialogProps {
  readonly onKeep: (name: string) => void;
  readonly onClose: () => void;
}

function KeepDialog({ onKeep, onClose }: KeepDialogProps) {
  const t = useTranslations('common.tools');
  const [name, setName] = useState('');
  return (
    <OpenDialog onClose={onClose} title={t('keepTitle')} size={400}>
      <DialogForm
        confirm={t('save')}
        isReady={name.trim() !== ''}
        isPending={false}
        onSubmit={() => {
          onKeep(name.trim());
          onClose();
        }}
        onCancel={onClose}
      >
        <TextInput
          label={t('name')}
          description={t('keptHere')}
          maxLength={60}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </DialogForm>
    </OpenDialog>
  );
}

/** Without what is not said: a list has its own word for that. */
function csvPath(list: ExportedList, request: object | undefined): string {
  const said = Object.entries(request ?? {}).filter(([, value]) => value !== null && value !== '');
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  const path = routePath(LIST_EXPORT_ROUTES.exportList, { list });
  return query.size === 0 ? path : `${path}?${query}`;
}
