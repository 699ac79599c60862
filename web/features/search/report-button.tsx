import { Button, Tooltip } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { SEARCH_ROUTES, type StartSearch } from '../../contract/search.ts';
import { fetchRoute } from '../api/call-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';

/** Searches once more and saves what the server signs of it. The words go in the body, as for a search. */
export function ReportButton({ wish }: { readonly wish: StartSearch }) {
  const t = useTranslations('search.report');
  const errorWords = useErrorWords();
  const report = useMutation({
    mutationFn: async () => save(await fetchRoute(SEARCH_ROUTES.makeSearchReport, wish)),
  });
  if (wish.numbers !== null) return <FormAlert tone="info">{t('ofNumbers')}</FormAlert>;
  if (wish.program !== null && wish.places.includes('texts')) {
    return <FormAlert tone="info">{t('narrowed')}</FormAlert>;
  }
  return (
    <>
      <Tooltip label={t('hint')} multiline w={320} withinPortal>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileCertificate size={15} aria-hidden="true" />}
          loading={report.isPending}
          aria-label={report.isPending ? t('making') : undefined}
          onClick={() => report.mutate()}
        >
          {t('make')}
        </Button>
      </Tooltip>
      {report.error === null ? null : <FormAlert tone="bad">{errorWords(report.error)}</FormAlert>}
    </>
  );
}

async function save(response: Response): Promise<void> {
  const said = response.headers.get('content-disposition') ?? '';
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = /filename="([^"]+)"/.exec(said)?.[1] ?? 'search-report.zip';
  link.click();
  URL.revokeObjectURL(url);
}
