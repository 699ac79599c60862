import type { NotificationFacts } from '@workcompanion/core/notifications';
import { useTranslations } from 'next-intl';
import { ControlKind } from '../../contract/control.ts';
import { useDates } from '../format/use-dates.ts';

interface NotificationWords {
  readonly title: string;
  readonly text: string;
}

/** What happened, and what it is about. */
export function useNotificationWords(facts: NotificationFacts): NotificationWords {
  const t = useTranslations('inbox.kinds');
  const acts = useTranslations('control.kinds');
  const alarms = useTranslations('webhooks');
  const dates = useDates();
  const actOf = (act: string): string => acts(ControlKind.safeParse(act).data ?? 'unknown');
  switch (facts.kind) {
    case 'approval-asked':
      return { title: t(facts.kind, { name: facts.by }), text: actOf(facts.act) };
    case 'approval-given':
    case 'approval-refused':
      return { title: t(facts.kind), text: actOf(facts.act) };
    case 'package-asked':
      return { title: t(facts.kind, { name: facts.by }), text: packageName(facts) };
    case 'package-refused':
    case 'package-made':
    case 'package-failed':
      return { title: t(facts.kind), text: packageName(facts) };
    case 'remark':
      return { title: t(facts.kind, { name: facts.person.name }), text: dates.moment(facts.from) };
    case 'answer':
      return { title: t(facts.kind, { name: facts.by }), text: dates.moment(facts.from) };
    case 'saved-search-found':
      return {
        title: t(facts.kind),
        text: t('saved-search-found-text', { hits: facts.hits, people: facts.people }),
      };
    case 'alarm-over':
      return {
        title: t('alarm-over', { what: alarms(`alerts.${facts.alert}`) }),
        text: t('alarm-over-text'),
      };
    case 'alarm':
      return {
        title: t(`alarm-${facts.event}`, { what: alarms(`alerts.${facts.alert}`) }),
        text: alarms(`explain.${facts.alert}`),
      };
  }
}

type PackageFacts = Extract<NotificationFacts, { readonly clip: string }>;

function packageName({ case: of, clip }: PackageFacts): string {
  return `${of.title}: ${clip}`;
}
