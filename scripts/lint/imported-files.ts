import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

export const TEST_FILE = /\.(test|spec)\.tsx?$|(^|\/)(testing|e2e)\//;

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Our own files only, whatever way they are named: by a relative path, or by their package. */
export function importedFiles(
  { file, text }: SourceFile,
  { module } = parseSync(file, text),
): string[] {
  const names = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
  ];
  return names.flatMap((name) => {
    if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
    return name.startsWith('@workcompanion/') ? name.slice('@workcompanion/'.length) : [];
  });
}

const ROOT = path.join(import.meta.dirname, '..', '..');
/** What is installed, built or recorded; the same as .gitignore says. */
const NOT_OURS = new Set(['node_modules', '.next', 'dist', 'data', 'test-results', 'vendor']);

/** Every TypeScript file of the repository. */
export function sourceFiles(): SourceFile[] {
  const exclude = (name: string) => NOT_OURS.has(path.basename(name));
  return globSync('**/*.{ts,tsx}', { cwd: ROOT, exclude }).map((name) => ({
    file: name.split(path.sep).join('/'),
    text: readFileSync(path.join(ROOT, name), 'utf8'),
  }));
}
