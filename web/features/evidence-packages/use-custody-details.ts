import { useTranslations } from 'next-intl';
import { z } from 'zod';
import type { CustodyEvent } from '../../contract/evidence-packages.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDates } from '../format/use-dates.ts';

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

/** The details of an event in words. */
export function useCustodyDetails(): (event: CustodyEvent) => string {
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
