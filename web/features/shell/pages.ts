import {
  IconAdjustmentsHorizontal,
  IconArchive,
  IconBell,
  IconBriefcase,
  IconDeviceDesktop,
  IconEye,
  IconHome,
  IconHourglassLow,
  IconListSearch,
  IconSettings,
  IconShieldCheck,
  IconUserCheck,
  IconUserCog,
  IconUserScan,
  IconUsers,
  IconUsersGroup,
  IconZoomScan,
} from '@tabler/icons-react';
import type { Me, Right } from '../../contract/session.ts';

const PAGES = [
  { href: '/me', key: 'me', right: null, Icon: IconUserScan },
  { href: '/overview', key: 'overview', right: 'list', role: 'manager', Icon: IconHome },
  { href: '/inbox', key: 'inbox', right: 'everybody', Icon: IconBell },
  { href: '/people', key: 'people', right: 'list', overSome: true, Icon: IconUsers },
  { href: '/search', key: 'search', right: 'watch', overSome: true, Icon: IconZoomScan },
  { href: '/cases', key: 'cases', right: ['export', 'audit'], Icon: IconBriefcase },
  { href: '/devices', key: 'devices', right: 'devices', Icon: IconDeviceDesktop },
  { href: '/policies', key: 'policies', right: 'list', Icon: IconAdjustmentsHorizontal },
  { href: '/archive', key: 'archive', right: 'system', Icon: IconArchive },
  { href: '/retention', key: 'retention', right: 'list', Icon: IconHourglassLow },
  { href: '/integrity', key: 'integrity', right: 'list', Icon: IconShieldCheck },
  { href: '/users', key: 'users', right: 'users', Icon: IconUserCog },
  { href: '/teams', key: 'teams', right: 'users', Icon: IconUsersGroup },
  { href: '/approvals', key: 'approvals', right: ['agree', 'audit'], Icon: IconUserCheck },
  { href: '/settings', key: 'settings', right: 'system', Icon: IconSettings },
  { href: '/views', key: 'views', right: 'audit', Icon: IconEye },
  { href: '/audit', key: 'audit', right: 'audit', Icon: IconListSearch },
] as const satisfies readonly {
  /** One of them is enough. */
  readonly right: Right | readonly Right[] | 'everybody' | null;
  readonly [key: string]: unknown;
}[];
export type Page = (typeof PAGES)[number];
type Standing = Pick<Me, 'rights' | 'rightsOverSome' | 'roles' | 'isRecorded'>;

/** The pages that the account may open, in the order of the rail. */
export function pagesOf(me: Standing): readonly Page[] {
  return PAGES.filter((page) => mayOpen(me, page));
}

function mayOpen(me: Standing, page: Page): boolean {
  if (page.right === 'everybody') return true;
  if (page.right === null) return me.isRecorded;
  if ('role' in page && me.roles.includes(page.role)) return true;
  const held: readonly Right[] = 'overSome' in page ? me.rightsOverSome : me.rights;
  return [page.right].flat().some((right) => held.includes(right));
}
