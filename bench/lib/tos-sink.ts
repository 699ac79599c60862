import { startTosProcess, type TosProcess } from './tos-process.ts';

/** A TOS server that counts bodies and forgets them. */
export function startTosSink(): Promise<TosProcess> {
  return startTosProcess(['--discard']);
}
