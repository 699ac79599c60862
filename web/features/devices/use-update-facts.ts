import { useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';

const BAD: ReadonlySet<string> = new Set(['refused', 'failed', 'rolled-back']);

/** Who updates a device's recorder, to what, and how the last update went. */
export function useUpdateFacts({ by, target, last }: DeviceSummary['update']): readonly Fact[] {
  const t = useTranslations('releases.ofDevice');
  const told = last === null ? '' : t(`states.${last.state}`, { version: last.version });
  return [
    ...(by === null ? [] : [{ label: t('by'), value: t(`updaters.${by}`) }]),
    ...(target === null ? [] : [{ label: t('target'), value: target }]),
    ...(last === null
      ? []
      : [
          {
            label: t('last'),
            value: last.code === null ? told : t('because', { told, code: last.code }),
            tone: BAD.has(last.state) ? ('bad' as const) : undefined,
          },
        ]),
  ];
}
