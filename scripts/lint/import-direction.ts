import { parseSync } from 'oxc-parser';
import { importedFiles, type SourceFile, TEST_FILE } from './imported-files.ts';

/**
 * What each part may import of ours, besides itself; the first folder that holds a file decides. A
 * name alone stands for all below it, "!" takes something out again. Tests and test fixtures may
 * import more: they set up the other side.
 */
export const DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  'core/': [],
  'db/': ['core/'],
  'workers/': ['db/', 'core/'],
  'recorder/': ['core/', '!core/storage/'],
  'verifier/': ['core/', '!core/storage/'],
  'web/contract/': ['core/', '!core/storage/'],
  'web/components/': ['web/theme/'],
  'web/messages/': ['core/audit/', 'web/contract/'],
  'web/i18n/': ['web/messages/'],
  'web/theme/': ['core/theme/'],
  'web/features/': [
    'web/components/',
    'web/contract/',
    'web/i18n/',
    'web/theme/',
    'core/',
    '!core/storage/',
  ],
  'web/server/': ['web/contract/', 'web/env.ts', 'db/', 'core/'],
  'web/app/': [
    'web/server/',
    'web/features/',
    'web/components/',
    'web/contract/',
    'web/i18n/',
    'web/theme/',
    'core/',
    '!core/storage/',
  ],
  'web/': ['web/', 'core/', '!web/features/'],
  'chaos/check/': [],
  'chaos/': ['chaos/check/', 'scripts/', 'db/', 'core/'],
  'demo/': ['scripts/', 'web/contract/', 'db/', 'core/'],
  'deploy/': ['scripts/', 'verifier/'],
  'cluster/': ['chaos/stage/', 'bench/lib/', 'scripts/', 'recorder/', 'db/', 'core/'],
};

/** What runs in a browser: code of the server, with its secrets, would be bundled into it. */
const BROWSER_NEVER_HOLDS = ['web/server/', 'db/', 'workers/'];

/** One line for each import that goes another way than `DIRECTIONS` say. */
export function wrongImports(source: SourceFile): string[] {
  const { file, text } = source;
  if (TEST_FILE.test(file)) return [];
  const part = partOf(file);
  const allowed = part === undefined ? undefined : DIRECTIONS[part];
  if (part === undefined || allowed === undefined) return [];
  const parsed = parseSync(file, text);
  const isOfBrowser = parsed.program.body.some(
    (statement) => 'directive' in statement && statement.directive === 'use client',
  );
  return importedFiles(source, parsed).flatMap((target) => {
    const isWithin = partOf(target) === part || isAllowed(target, allowed);
    const isLeak = isOfBrowser && BROWSER_NEVER_HOLDS.some((folder) => target.startsWith(folder));
    if (isWithin && !isLeak) return [];
    return [`${file} imports ${target}: ${isLeak ? 'a browser never holds it' : explain(part)}`];
  });
}

function partOf(file: string): string | undefined {
  return Object.keys(DIRECTIONS).find((folder) => file.startsWith(folder));
}

function isAllowed(target: string, allowed: readonly string[]): boolean {
  const isTakenOut = allowed.some(
    (rule) => rule.startsWith('!') && target.startsWith(rule.slice(1)),
  );
  return !isTakenOut && allowed.some((rule) => target.startsWith(rule));
}

function explain(part: string): string {
  const allowed = DIRECTIONS[part] ?? [];
  return `${part} may import ${allowed.length === 0 ? 'nothing else of ours' : allowed.join(', ')}`;
}
