'use client';

import { Skeleton, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';

/** Whether a second person has to agree. */
export function EvidencePackageSettingsCard() {
  const t = useTranslations('evidencePackages.settings');
  const words = useErrorWords();
  const query = useRoute(EVIDENCE_PACKAGE_ROUTES.showEvidencePackageSettings, undefined);
  const { data } = query;
  const change = useRouteMutation(EVIDENCE_PACKAGE_ROUTES.changeEvidencePackageSettings, {
    refreshes: [EVIDENCE_PACKAGE_ROUTES.showEvidencePackageSettings],
  });
  const tellAsked = useTellAsked();
  return (
    <Card title={t('title')}>
      <WaitingMark subject="settings:evidence-packages" />
      {change.error === null ? null : <FormAlert tone="bad">{words(change.error)}</FormAlert>}
      {data !== undefined ? (
        <Switch
          label={t('secondPerson')}
          description={t('secondPersonHint')}
          checked={data.secondPerson}
          disabled={change.isPending}
          onChange={(event) =>
            change.mutate(
              { secondPerson: event.currentTarget.checked },
              {
                onSuccess: (answer) => {
                  if (!tellAsked(answer)) notifications.show({ message: t('saved') });
                },
              },
            )
          }
        />
      ) : (
        <QueryFallback query={query} skeleton={<Skeleton height={40} />} />
      )}
    </Card>
  );
}
