import type { Call } from '../http/call.ts';
import type { FileWish } from './serve-package.ts';

/** What a GET or HEAD asks of a file. */
export function fileWish(call: Call): FileWish {
  return {
    range: call.header('range'),
    ifRange: call.header('if-range'),
    headOnly: call.method === 'HEAD',
  };
}
