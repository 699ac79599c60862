import { useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { ControlRequest } from '../../contract/control.ts';
import { detailFacts } from '../audit/detail-facts.ts';
import { useDetailWords } from '../audit/use-detail-words.ts';

/** What is asked for, in words: of whom it is about, and what changes. */
export function useRequestWords(request: ControlRequest) {
  const t = useTranslations('control');
  const { label, text } = useDetailWords(request);
  const { facts, kind, subject, subjectName } = request;
  const email = subject.startsWith('invitation:') ? subject.slice('invitation:'.length) : null;
  const changed = detailFacts(facts).filter(({ value, before }) =>
    before === undefined ? !isEmpty(value) : JSON.stringify(value) !== JSON.stringify(before),
  );
  return {
    about: email ?? subjectName,
    what: t(`kinds.${kind}`),
    facts: changed.map(
      ({ path, value, before }): Fact => ({
        label: label(path),
        value:
          before === undefined ? text(value, path) : `${text(before, path)} → ${text(value, path)}`,
      }),
    ),
  };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
