import { SAVED_SEARCH_ROUTES } from '../../contract/saved-searches.ts';
import { SEARCH_ROUTES } from '../../contract/search.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import { listSearches } from './list-searches.ts';
import { makeSearchReport } from './make-search-report.ts';
import { listSavedSearches } from './saved/list-saved-searches.ts';
import { endSavedSearch, saveSearch } from './saved/save-search.ts';
import { readSearchScope } from './search-scope.ts';
import { startSearch } from './start-search.ts';

export const searchRoutes: readonly BoundRoute[] = [
  bindExchange(SEARCH_ROUTES.startSearch, asUser, {
    read: ({ signal }) => ({ signal }),
    verb: startSearch,
    respond: (body) => ({
      status: 200,
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'private, no-store' },
      body,
    }),
    // A line that waits for the next one in a buffer would be no first hit.
    isDirect: true,
  }),
  bindExchange(SEARCH_ROUTES.makeSearchReport, asUser, {
    read: ({ signal }) => ({ signal }),
    verb: makeSearchReport,
    respond: ({ name, zip }) => ({
      status: 200,
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      },
      body: {
        async *chunks() {
          yield zip;
        },
        close: async () => {},
      },
    }),
    isDirect: true,
  }),
  bind(SEARCH_ROUTES.readSearchScope, asUser, readSearchScope),
  bind(SEARCH_ROUTES.listSearches, asUser, listSearches),
  bind(SAVED_SEARCH_ROUTES.saveSearch, asUser, saveSearch),
  bind(SAVED_SEARCH_ROUTES.listSavedSearches, asUser, listSavedSearches),
  bind(SAVED_SEARCH_ROUTES.endSavedSearch, asUser, endSavedSearch),
];
