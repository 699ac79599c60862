import { useTranslations } from 'next-intl';
import { z } from 'zod';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { CustodyEvent, CustodyPage } from '../../contract/evidence-packages.ts';
import styles from '../cases/cases.module.css';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDates } from '../format/use-dates.ts';

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

/** What is known of an event's details; the rest of them is for programs. */
const Known = z.object({
  note: z.string().optional().catch(undefined),
  video: z.string().optional().catch(undefined),
  address: z.string().optional().catch(undefined),
  sha256: z.string().optional().catch(undefined),
  expiresAt: z.number().optional().catch(undefined),
  mayDownload: z.boolean().optional().catch(undefined),
  isRetry: z.boolean().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  segments: z.number().optional().catch(undefined),
  absentSegments: z.number().optional().catch(undefined),
  range: z.object({ start: z.number(), end: z.number() }).optional().catch(undefined),
});

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

/** The details of an event in words. */
function useCustodyDetails(): (event: CustodyEvent) => string {
  const t = useTranslations('evidencePackages.details');
  const dates = useDates();
  const causes = useCauseWords('evidence');
  return ({ details }) => {
    const known = Known.parse(details);
    const { note, video, address, sha256, expiresAt, mayDownload, isRetry, code, range } = known;
    const { segments = 0, absentSegments: absent = 0 } = known;
    const said = [
      note,
      isRetry === true ? t('retry') : undefined,
      code === undefined ? undefined : causes(code),
      absent === 0 ? undefined : t('absent', { absent, segments }),
      video === undefined ? undefined : t('video', { name: video }),
      range === undefined ? undefined : t('part', { start: range.start, end: range.end - 1 }),
      expiresAt === undefined ? undefined : t('until', { date: dates.moment(expiresAt) }),
      mayDownload === false ? t('watchOnly') : undefined,
      address === undefined ? undefined : t('address', { address }),
      sha256 === undefined ? undefined : `SHA-256 ${sha256}`,
    ];
    return said.filter((words) => words !== undefined).join(' · ');
  };
}
