import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { SavedSearchId, SearchId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { SearchedFor } from '../../contract/search.ts';
import type { ServerContext } from '../context.ts';

const { words, numbers, program } = SearchedFor.shape;
const SoughtWords = z.object({ words, numbers, program });
export type SoughtWords = z.infer<typeof SoughtWords>;

type Place = `search:${SearchId}` | `saved-search:${SavedSearchId}`;

/** What was looked for, as rows keep it: it opens for this row alone. */
export function sealWords(
  { masterKey }: Pick<ServerContext, 'masterKey'>,
  place: Place,
  sought: SoughtWords,
): Buffer {
  return wrapKey(masterKey, Buffer.from(JSON.stringify(SoughtWords.parse(sought))), place);
}

export function openWords(
  { masterKey }: Pick<ServerContext, 'masterKey'>,
  place: Place,
  sealed: Buffer,
): SoughtWords {
  return SoughtWords.parse(JSON.parse(unwrapKey(masterKey, sealed, place).toString('utf8')));
}
