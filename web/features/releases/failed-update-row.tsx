import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Coded } from '../../components/coded.tsx';
import type { FailedUpdate } from '../../contract/releases.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDuration } from '../format/use-duration.ts';
import { useRetryUpdate } from './use-retry-update.ts';

interface FailedUpdateRowProps {
  readonly version: string;
  readonly failure: FailedUpdate;
  readonly now: number;
}

export function FailedUpdateRow({ version, failure, now }: FailedUpdateRowProps) {
  const t = useTranslations('releases');
  const { ago } = useDuration();
  const cause = useCauseWords('update');
  const { device, hostname, person, state, code, changedAt } = failure;
  const retry = useRetryUpdate(t('retried', { name: hostname }));
  return (
    <tr>
      <td>{hostname}</td>
      <td>{person}</td>
      <td>{t(`outcomes.${state}`)}</td>
      <td>{code === null ? null : <Coded words={cause(code)} code={code} />}</td>
      <td>{ago(Math.max(0, now - changedAt))}</td>
      <td data-align="end">
        <Button
          variant="default"
          size="compact-xs"
          loading={retry.isPending}
          onClick={() => retry.mutate({ version, device })}
          aria-label={t('retryOne', { name: hostname })}
        >
          {t('retry')}
        </Button>
      </td>
    </tr>
  );
}
