import path from 'node:path';
import { parseSync } from 'oxc-parser';

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
};

const TEST_FILE = /\.(test|spec)\.tsx?$|(^|\/)(testing|e2e)\//;
/** What runs in a browser: code of the server, with its secrets, would be bundled into it. */
const BROWSER_NEVER_HOLDS = ['web/server/', 'db/', 'workers/'];

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** One line for each import that goes another way than `DIRECTIONS` say. */
export function wrongImports({ file, text }: SourceFile): string[] {
  if (TEST_FILE.test(file)) return [];
  const part = partOf(file);
  const allowed = part === undefined ? undefined : DIRECTIONS[part];
  if (part === undefined || allowed === undefined) return [];
  const parsed = parseSync(file, text);
  const isOfBrowser = parsed.program.body.some(
    (statement) => 'directive' in statement && statement.directive === 'use client',
  );
  return importedFiles(file, text, parsed).flatMap((target) => {
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

/** Our own files only, whatever way they are named: by a relative path, or by their package. */
function importedFiles(file: string, text: string, parsed: ReturnType<typeof parseSync>): string[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const names = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
  ];
  return names.flatMap((name) => {
    if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
    return name.startsWith('@workcompanion/') ? name.slice('@workcompanion/'.length) : [];
  });
}
