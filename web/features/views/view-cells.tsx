import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { ViewEntry } from '../../contract/views.ts';
import { useViewWords } from './use-view-words.ts';
import { ViewSeconds } from './view-seconds.tsx';
import styles from './views.module.css';

interface ViewCellsProps {
  readonly view: ViewEntry;
  /** Whose footage it was, where the list is of several people. */
  readonly withPerson: boolean;
  /** By whose clock; unset: by that of whoever reads. */
  readonly timeZone: string | undefined;
}

/** One sitting: when, who, whose, what of it, and why. */
export function ViewCells({ view, withPerson, timeZone }: ViewCellsProps) {
  const t = useTranslations('views');
  const reasons = useTranslations('watching.reasons');
  const words = useViewWords(timeZone);
  const undisclosed = words.undisclosed(view);
  return (
    <>
      <td className={styles['time']}>{words.when(view)}</td>
      <td className={styles['strong']}>{view.user.name}</td>
      {withPerson ? (
        <td>
          <PortalLink className={styles['link']} href={`/people/${view.person.id}`}>
            {view.person.name}
          </PortalLink>
        </td>
      ) : null}
      <td className={styles['what']}>
        {words.what(view)}
        <span className={styles['under']}>{words.where(view)}</span>
        <ViewSeconds view={view}>{words.stretch}</ViewSeconds>
      </td>
      <td className={styles['why']}>
        {view.reason === null ? (
          <span className={styles['quiet']}>{t('noReason')}</span>
        ) : (
          reasons(view.reason)
        )}
        {view.note ? <span className={styles['under']}>{view.note}</span> : null}
        {undisclosed === null ? null : <span className={styles['under']}>{undisclosed}</span>}
      </td>
    </>
  );
}
