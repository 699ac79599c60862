'use client';

import { Button } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { AUDIT_ROUTES } from '../../contract/audit.ts';
import { INTEGRITY_ROUTES } from '../../contract/integrity.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { AuditVerdictNote } from '../audit/audit-verdict-note.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './home.module.css';
import { ListCard } from './list-card.tsx';

/** Whether log and checkpoints are what they were, as far as the server can say. */
export function ProofCard() {
  const t = useTranslations('home.proof');
  const format = useFormatter();
  const dates = useDates();
  const words = useErrorWords();
  const verify = useRouteMutation(AUDIT_ROUTES.verifyAudit);
  const query = useRoute(INTEGRITY_ROUTES.readIntegrity, undefined);
  if (query.data === undefined) {
    return (
      <ListCard title={t('title')} query={query} items={undefined} none="">
        {() => null}
      </ListCard>
    );
  }
  const { checkpoints, openFindings } = query.data;
  const { newest, keptBy, devices, contradictions } = checkpoints;
  const unexplained = contradictions.filter(({ isExplained }) => !isExplained).length;
  return (
    <Card
      title={t('title')}
      aside={
        <PortalLink className={styles['link']} href="/integrity">
          {t('link')}
        </PortalLink>
      }
    >
      <FactList
        facts={[
          {
            label: t('checkpoint'),
            value:
              newest === null
                ? t('noCheckpoint')
                : t('numbered', {
                    number: format.number(newest.number),
                    time: dates.moment(newest.to),
                  }),
          },
          { label: t('kept'), value: t('keptBy', { kept: format.number(keptBy), devices }) },
          {
            label: t('history'),
            value: format.number(unexplained),
            tone: unexplained === 0 ? 'ok' : 'bad',
          },
          {
            label: t('findings'),
            value: format.number(openFindings),
            tone: openFindings === 0 ? 'ok' : 'bad',
          },
        ]}
      />
      <div className={styles['foot']}>
        <span>{t('chainText')}</span>
        <Button
          variant="default"
          size="xs"
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t('verify')}
        </Button>
      </div>
      {verify.data === undefined ? null : <AuditVerdictNote verdict={verify.data} />}
      {verify.error === null ? null : <FormAlert tone="bad">{words(verify.error)}</FormAlert>}
    </Card>
  );
}
