import type { RecorderView } from '../core/recorder-view.ts';
import { fill, type RecorderMessages } from './messages-of.ts';

export interface ConnectionCause {
  readonly what: string;
  /** What whoever reads it can do. */
  readonly advice: string;
}

/** Says what a code of a failed connection means at this address, and what to do about it. */
export function connectionCause(
  { causes, advice }: RecorderMessages['connection'],
  { code, server }: { readonly code: string; readonly server: string },
): ConnectionCause {
  const address = code.startsWith('address-') ? server : (URL.parse(server)?.host ?? server);
  return {
    what: fill(wordOf(causes, code), { address, code }),
    advice: wordOf(advice, code),
  };
}

/** A newer portal may know other codes. */
function wordOf(
  words: Readonly<Record<string, string>> & { readonly other: string },
  code: string,
) {
  return Object.hasOwn(words, code) ? (words[code] ?? words.other) : words.other;
}

/** The report of a connection test as plain lines, for a mail to IT. */
export function connectionText(view: RecorderView, t: RecorderMessages): string {
  const { connection, version, server, status } = view;
  if (connection === null) return '';
  const at = new Date(connection.startedAt / 1000).toISOString();
  const lines = connection.steps.map(({ step, outcome, detail, problem }) => {
    const said = `${t.connection.steps[step]}: ${t.connection.outcomes[outcome]}`;
    if (problem === null) return detail === '' ? said : `${said} (${detail})`;
    const { what } = connectionCause(t.connection, { code: problem, server });
    return `${said}. ${what} [${problem}: ${detail}]`;
  });
  const computer = status === null ? [] : [status.personName];
  return [[t.product, version, at, server, ...computer].join(', '), ...lines, ''].join('\n');
}
