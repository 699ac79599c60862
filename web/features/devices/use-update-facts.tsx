import { useTranslations } from 'next-intl';
import { Coded } from '../../components/coded.tsx';
import type { Fact } from '../../components/fact-list.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';

const BAD: ReadonlySet<string> = new Set(['refused', 'failed', 'rolled-back']);

/** Who updates a device's recorder, to what, and how the last update went. */
export function useUpdateFacts({ by, target, last }: DeviceSummary['update']): readonly Fact[] {
  const t = useTranslations('releases.ofDevice');
  const cause = useCauseWords('update');
  return [
    ...(by === null ? [] : [{ label: t('by'), value: t(`updaters.${by}`) }]),
    ...(target === null ? [] : [{ label: t('target'), value: target }]),
    ...(last === null
      ? []
      : [
          {
            label: t('last'),
            value: (
              <>
                {t(`states.${last.state}`, { version: last.version })}
                {last.code === null || last.state === 'installed' ? null : (
                  <div>
                    <Coded words={cause(last.code)} code={last.code} />
                  </div>
                )}
              </>
            ),
            tone: BAD.has(last.state) ? ('bad' as const) : undefined,
          },
        ]),
  ];
}
