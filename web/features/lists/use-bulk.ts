import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import type { Bulk } from '../../components/list-table/picks.tsx';
import { type ControlAnswer, controlAnswer } from '../../contract/control.ts';
import type { RouteDefinition } from '../../contract/define-routes.ts';
import { routeKey } from '../api/use-route.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';

/** What comes of an act that may need a second person; one that never does answers otherwise. */
const Asked = controlAnswer(z.unknown());

/** One request of an act on many rows, and what takes it back. */
export interface BulkStep {
  /** How many rows it is about. */
  readonly count: number;
  readonly run: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
}

interface BulkAct {
  readonly steps: readonly BulkStep[];
  /** What was done, with so many rows. */
  readonly done: (count: number) => string;
}

/**
 * Does something with many rows, one request after the other. What worked is told in one toast, which takes
 * all of it back; what waits for a second person and what failed are told beside it.
 */
export function useBulkAct(refreshes: readonly RouteDefinition[]): (act: BulkAct) => Promise<void> {
  const t = useTranslations('common.bulk');
  const words = useErrorWords();
  const tellUndo = useTellUndo();
  const tellAsked = useTellAsked();
  const client = useQueryClient();
  const tellFailed = (failures: readonly Failure[]): void => {
    const [first] = failures;
    if (first === undefined) return;
    const message = t('failed', { count: countOf(failures), reason: words(first.error) });
    notifications.show({ color: 'red', message });
  };
  const refresh = (): void => {
    for (const route of refreshes) void client.invalidateQueries({ queryKey: routeKey(route) });
  };
  return async ({ steps, done }) => {
    const ran = await runAll(steps, ({ run }) => run());
    refresh();
    tellFailed(ran.failures);
    const [waiting] = ran.waiting;
    if (waiting) tellAsked(waiting);
    if (ran.done.length === 0) return;
    tellUndo({
      message: done(countOf(ran.done)),
      onUndo: () =>
        void runAll(ran.done, ({ undo }) => undo()).then(({ failures }) => {
          refresh();
          tellFailed(failures);
        }),
    });
  };
}

/** What a list says while rows of it are chosen; `nameOf` names one of them. */
export function useBulk<Row>(
  nameOf: (row: Row) => string,
  actions: Bulk<Row>['actions'],
): Bulk<Row> {
  const t = useTranslations('common.bulk');
  return {
    words: {
      pick: (row) => t('pick', { name: nameOf(row) }),
      pickAll: t('pickAll'),
      count: (count) => t('count', { count }),
      clear: t('clear'),
    },
    actions,
  };
}

interface Failure {
  readonly count: number;
  readonly error: unknown;
}

async function runAll(steps: readonly BulkStep[], run: (step: BulkStep) => Promise<unknown>) {
  const done: BulkStep[] = [];
  const waiting: ControlAnswer<unknown>[] = [];
  const failures: Failure[] = [];
  for (const step of steps) {
    try {
      const { data: answer } = Asked.safeParse(await run(step));
      if (answer === undefined || answer.waitsFor === null) done.push(step);
      else waiting.push(answer);
    } catch (error) {
      failures.push({ count: step.count, error });
    }
  }
  return { done, waiting, failures };
}

function countOf(of: readonly { readonly count: number }[]): number {
  return of.reduce((sum, { count }) => sum + count, 0);
}
