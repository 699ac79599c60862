import { AppError } from '@workcompanion/core/errors';
import { SEARCH_ROUTES, SearchLine, type StartSearch } from '../../contract/search.ts';
import { readTolerantly } from '../../contract/told.ts';
import { fetchRoute } from '../api/call-route.ts';

/**
 * The lines of a search as they arrive, those of one piece at once. Throws as `callRoute`, and
 * `unavailable` where the answer ends before it says so.
 */
export async function* readSearch(
  wish: StartSearch,
  signal: AbortSignal,
): AsyncGenerator<readonly SearchLine[]> {
  const response = await fetchRoute(SEARCH_ROUTES.startSearch, wish, { signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let isOver = false;
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    const texts = (rest + next.value).split('\n');
    rest = texts.pop() ?? '';
    const lines = texts.flatMap((text) => {
      const read = text === '' ? null : readTolerantly(SearchLine, JSON.parse(text));
      return read?.success === true ? [read.data] : [];
    });
    const failed = lines.find((line) => line.kind === 'failed');
    if (failed) throw new AppError('internal', `The search ${failed.requestId} failed.`);
    isOver ||= lines.some(({ kind }) => kind === 'ended');
    yield lines;
  }
  if (!isOver) throw new AppError('unavailable', 'The search ended before it was through.');
}
