import { IconUserCircle } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { leaveBy } from '../../components/leaving/guard.ts';
import type { Me } from '../../contract/session.ts';
import { pagesOf } from '../shell/pages.ts';
import type { PaletteAction } from './palette-action.ts';

/** The pages that the account may open. Found by their address as well, in any language. */
export function usePageActions(me: Me): PaletteAction[] {
  const t = useTranslations('shell');
  const router = useRouter();
  const own = { href: '/account', key: 'accountSettings', Icon: IconUserCircle } as const;
  return [...pagesOf(me), own].map(({ href, key, Icon }) => ({
    id: href,
    label: t(key),
    Icon,
    keywords: [href],
    run: () => leaveBy(() => router.push(href)),
  }));
}
