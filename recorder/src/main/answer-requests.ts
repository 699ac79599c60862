import { ipcMain, type WebFrameMain } from 'electron';
import { CHANNEL } from '../ipc/bridge.ts';
import { type Answer, REQUESTS, type RequestInput, type RequestName } from '../ipc/requests.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { APP_ORIGIN } from './app-protocol.ts';

/** One handler for each request; inputs are validated before. */
export type Handlers = {
  readonly [N in Exclude<RequestName, 'view'>]: (input: RequestInput<N>) => Promise<Answer>;
} & { readonly view: () => ShellView };

/** Answers the window's own page, and only known requests. */
export function answerRequests(handlers: Handlers): void {
  ipcMain.handle(CHANNEL, async (event, name: unknown, input: unknown) => {
    if (!isOurs(event.senderFrame)) throw new Error('a foreign page asked');
    const known = requestName(name);
    if (known === null) throw new Error('there is no such request');
    const parsed = REQUESTS[known].safeParse(input);
    if (!parsed.success) return { ok: false, problem: 'refused' } satisfies Answer;
    return handle(handlers, known, parsed.data);
  });
}

/** Accepts only the page itself, and nothing that it may have embedded. */
function isOurs(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`);
}

function requestName(name: unknown): RequestName | null {
  return typeof name === 'string' && Object.hasOwn(REQUESTS, name) ? asName(name) : null;
}

/** Safe because the table has just been asked. */
function asName(name: string): RequestName {
  return name as RequestName;
}

/** Safe because the input was parsed with the schema of that very name. */
function handle(handlers: Handlers, name: RequestName, input: unknown): unknown {
  const handler = handlers[name] as (input: unknown) => unknown;
  return handler(input);
}
