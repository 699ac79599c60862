import { useMessages, useTranslations } from 'next-intl';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface ActionGroup {
  readonly kind: string;
  readonly actions: readonly { readonly action: string; readonly words: string }[];
}

/** Actions (`noun.verb`) and kinds of objects in the page's language; unknown ones as they stand. */
export function useAuditWords() {
  const t = useTranslations('audit');
  const { actions, kinds } = useMessages().audit;
  const words: Words = actions;
  const kindWords: Readonly<Record<string, string>> = kinds;
  const kindOf = (kind: string): string => kindWords[kind] ?? kind;
  const groups: ActionGroup[] = Object.entries(words).map(([noun, verbs]) => ({
    kind: kindOf(noun),
    actions: Object.entries(verbs).map(([verb, said]) => ({
      action: `${noun}.${verb}`,
      words: said,
    })),
  }));
  return {
    groups,
    action(action: string): string {
      const [noun = '', verb = ''] = action.split('.');
      return words[noun]?.[verb] ?? action;
    },
    kindOf,
    actor: (name: string | null): string => name ?? t('system'),
  };
}
