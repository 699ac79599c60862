import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from './imported-files.ts';

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
