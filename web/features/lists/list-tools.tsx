import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTableDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RouteRequest } from '../../contract/define-routes.ts';
import {
  type EXPORTED_LISTS,
  type ExportedList,
  LIST_EXPORT_ROUTES,
} from '../../contract/list-exports.ts';
import { routePath } from '../api/call-route.ts';

/** As its page asks for it, but for which page. */
type ListRequest<R> =
  RouteRequest<R> extends object ? Omit<RouteRequest<R>, 'cursor' | 'limit'> : undefined;

interface ListToolsProps<List extends ExportedList> {
  readonly list: List;
  /** How it is filtered and sorted on this page. */
  readonly request: ListRequest<(typeof EXPORTED_LISTS)[List]>;
}

/** What can be done with a list as a whole. */
export function ListTools<List extends ExportedList>({ list, request }: ListToolsProps<List>) {
  const t = useTranslations('common.tools');
  return (
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
        <Menu.Label>{t('keys')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Without what is not said: a list has its own word for that. */
function csvPath(list: ExportedList, request: object | undefined): string {
  const said = Object.entries(request ?? {}).filter(([, value]) => value !== null && value !== '');
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  const path = routePath(LIST_EXPORT_ROUTES.exportList, { list });
  return query.size === 0 ? path : `${path}?${query}`;
}
