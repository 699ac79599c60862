import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { CustodyEvent, CustodyPage } from '../../contract/evidence-packages.ts';
import styles from '../cases/cases.module.css';
import { useDates } from '../format/use-dates.ts';
import { useCustodyDetails } from './use-custody-details.ts';

interface CustodyTableProps {
  readonly selected: CustodyPage['selected'];
  readonly events: readonly CustodyEvent[];
}

/** A line of the log in the reader's language. */
interface CustodyLine {
  readonly id: string | number;
  readonly at: number;
  readonly what: string;
  readonly who: string;
  readonly more: string;
}

/** Who had a package, from its footage being chosen on. */
export function CustodyTable({ selected, events }: CustodyTableProps) {
  const t = useTranslations('evidencePackages');
  const dates = useDates();
  const lineOf = useLineOf();
  const columns: Column<CustodyLine>[] = [
    {
      id: 'when',
      title: t('when'),
      className: styles['quiet'],
      cell: ({ at }) => dates.second(at),
    },
    { id: 'what', title: t('what'), className: styles['strong'], cell: ({ what }) => what },
    { id: 'who', title: t('who'), cell: ({ who }) => who },
    { id: 'more', title: t('more'), className: styles['reason'], cell: ({ more }) => more },
  ];
  const first: CustodyLine = {
    id: 'selected',
    at: selected.at,
    what: t('selected'),
    who: selected.by,
    more: '',
  };
  return (
    <ListTable
      label={t('custodyTitle')}
      columns={columns}
      rows={[first, ...events.map(lineOf)]}
      keyOf={({ id }) => id}
    />
  );
}

function useLineOf(): (event: CustodyEvent) => CustodyLine {
  const t = useTranslations('evidencePackages');
  const details = useCustodyDetails();
  return (event) => {
    const { id, at, action, userName, recipient } = event;
    const bearer = recipient === null ? t('system') : t('bearer', { recipient });
    const isOfBearer = userName === null;
    return {
      id,
      at,
      what: t(`actions.${action}`),
      who: isOfBearer ? bearer : userName,
      more: [isOfBearer ? null : recipient, details(event)].filter(Boolean).join(' · '),
    };
  };
}
