import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from './lint/imported-files.ts';

const ROOT = path.join(import.meta.dirname, '..');
/** Tests, and programs that only drive the product. */
const NOT_PRODUCT = /\.(test|spec)\.tsx?$|\/(testing|e2e)\/|^(bench|chaos|cluster)\//;

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

const SOURCES = sourceFiles().filter(({ file }) => !NOT_PRODUCT.test(file));

/** Product files that hold the word, not only as a part of another. */
function holders(word: string): string[] {
  const whole = new RegExp(`(?<!\\w)${word.replaceAll('.', '\\.')}(?!\\w)`);
  return SOURCES.flatMap(({ file, text }) => (whole.test(text) ? file : [])).sort();
}

describe('a recipe of CONTRIBUTING.md', () => {
  const recipes = read('CONTRIBUTING.md')
    .split('\n### ')
    .slice(1)
    .map((text) => ({
      title: text.slice(0, text.indexOf('\n')),
      word: /^`([^`]+)`/m.exec(text)?.[1] ?? '',
      files: [...text.matchAll(/^- `([^`]+)`$/gm)].flatMap(([, file]) => file ?? []).sort(),
    }));

  test.each(recipes)('to "$title" lists the files of its example', ({ word, files }) => {
    expect(files).toEqual(holders(word));
  });
});

const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...globSync('docs/*.md', { cwd: ROOT }),
];

test.each(DOCUMENTS)('%s names files that are there', (document) => {
  const text = read(document);
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].flatMap(([, to]) =>
    to === undefined ? [] : path.join(path.dirname(document), to),
  );
  const parts = 'core|db|recorder|verifier|web|workers|scripts|chaos|bench|docs|deploy|cluster';
  const named = [...text.matchAll(new RegExp(`\`((?:${parts})/[\\w()[\\]./-]+)\``, 'g'))].flatMap(
    ([, file]) => file ?? [],
  );
  const built = /\/(dist|vendor)(\/|$)/;
  expect(
    [...links, ...named]
      .filter((file) => !built.test(file))
      .filter((file) => !existsSync(path.join(ROOT, file))),
  ).toEqual([]);
});
