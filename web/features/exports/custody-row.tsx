import { useTranslations } from 'next-intl';
import type { CustodyEvent } from '../../contract/exports.ts';
import styles from '../cases/cases.module.css';
import { useDates } from '../format/use-dates.ts';
import { useCustodyDetails } from './use-custody-details.ts';

interface CustodyRowProps {
  readonly at: number;
  readonly what: string;
  readonly who: string;
  readonly more: string;
}

export function CustodyRow({ at, what, who, more }: CustodyRowProps) {
  const dates = useDates();
  return (
    <tr>
      <td className={styles['quiet']}>{dates.second(at)}</td>
      <td className={styles['strong']}>{what}</td>
      <td>{who}</td>
      <td className={styles['reason']}>{more}</td>
    </tr>
  );
}

/** An event in the reader's language. */
export function CustodyEventRow({ event }: { readonly event: CustodyEvent }) {
  const t = useTranslations('exports');
  const details = useCustodyDetails();
  const { at, action, userName, recipient } = event;
  const bearer = recipient === null ? t('system') : t('bearer', { recipient });
  const isOfBearer = userName === null;
  return (
    <CustodyRow
      at={at}
      what={t(`actions.${action}`)}
      who={isOfBearer ? bearer : userName}
      more={[isOfBearer ? null : recipient, details(event)].filter(Boolean).join(' · ')}
    />
  );
}
