import { useTimeZone, useTranslations } from 'next-intl';
import type { CustodyPage } from '../../contract/evidence-packages.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import styles from './evidence-packages.module.css';

interface CustodyFactsProps {
  readonly id: string;
  readonly of: CustodyPage['package'];
}

/** Which package the log is of, so that a printed one can't be taken for another. */
export function CustodyFacts({ id, of }: CustodyFactsProps) {
  const t = useTranslations('evidencePackages');
  const zone = useTimeZone() ?? '';
  const { stretch } = useStretchWords();
  const { clip, person, sha256 } = of;
  const facts = [
    [t('case'), of.case],
    [t('clip'), clip.title],
    [t('person'), person.name],
    [t('footage'), `${stretch(clip, person.timeZone)} (${person.timeZone})`],
    [t('package'), id],
    [t('sha256'), sha256 ?? t('notMade')],
    [t('times'), zone],
  ] as const;
  return (
    <dl className={styles['of']}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
