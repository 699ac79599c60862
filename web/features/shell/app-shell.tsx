import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Me } from '../../contract/session.ts';
import { ConnectionStrip } from '../connection/connection-strip.tsx';
import { NewVersionStrip } from '../connection/new-version-strip.tsx';
import { CommandPalette } from '../palette/command-palette.tsx';
import { PaletteButton } from '../palette/palette-button.tsx';
import styles from './app-shell.module.css';
import { MainNavigation } from './main-navigation.tsx';
import { ProductMark } from './product-mark.tsx';
import { UserMenu } from './user-menu.tsx';

interface AppShellProps {
  readonly me: Me;
  readonly children: ReactNode;
}

/** The frame of all signed-in pages: a slim rail on the left, the page beside it. */
export function AppShell({ me, children }: AppShellProps) {
  const t = useTranslations('shell');
  return (
    <div className={styles['shell']}>
      <a href="#content" className={styles['skip']}>
        {t('skip')}
      </a>
      <div className={styles['rail']}>
        <div className={styles['wide']}>
          <ProductMark size={32} />
          <PaletteButton />
        </div>
        <MainNavigation me={me} />
        <UserMenu me={me} />
      </div>
      <div className={styles['body']}>
        <ConnectionStrip />
        <NewVersionStrip />
        <main id="content" className={styles['content']} tabIndex={-1}>
          {children}
        </main>
      </div>
      <CommandPalette me={me} />
    </div>
  );
}
