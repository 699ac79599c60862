import { useMessages, useTranslations } from 'next-intl';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface ActionGroup {
  readonly kind: string;
  readonly actions: readonly { readonly action: string; readonly words: string }[];
}

/** What an entry is about. */
export interface AuditEntity {
  readonly entityType: string;
  readonly entityId: string;
}

interface ObjectWords {
  readonly name: string;
  /** Null: its name says it. */
  readonly thing: string | null;
}

/** What people know by its number; other ids say nothing to them, and stand in the details. */
const NUMBERED: ReadonlySet<string> = new Set(['policy', 'release', 'integrity-run']);

/** Actions (`noun.verb`) and kinds of objects in the page's language; unknown ones as they stand. */
export function useAuditWords() {
  const t = useTranslations('audit');
  const { actions, kinds, things, objects } = useMessages().audit;
  const words: Words = actions;
  const kindWords: Readonly<Record<string, string>> = kinds;
  const thingWords: Readonly<Record<string, string>> = things;
  const objectWords: Words = objects;
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
    /** What an entry is about: what it is called, and what it is. */
    object({ entityType: kind, entityId: id }: AuditEntity, name: string | null): ObjectWords {
      const thing = thingWords[kind] ?? null;
      const called = name ?? objectWords[kind]?.[id] ?? (NUMBERED.has(kind) ? id : null);
      return called === null ? { name: thing ?? kind, thing: null } : { name: called, thing };
    },
    actor: (name: string | null): string => name ?? t('system'),
  };
}
