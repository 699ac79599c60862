import { importedFiles, type SourceFile, TEST_FILE } from './imported-files.ts';

/** In these, folders lie in layers: what two of them share lies in a third, below both. */
const LAYERED = ['web/server/'];

/** One line for each two folders that import each other, with one import of each way. */
export function twoWayFolders(sources: readonly SourceFile[]): string[] {
  return LAYERED.flatMap((root) => {
    const imports = importsBetweenFolders(sources, root);
    return [...imports].flatMap(([way, there]) => {
      const [from = '', to = ''] = way.split(' ');
      const back = imports.get(`${to} ${from}`);
      if (back === undefined || from > to) return [];
      return [`${there}, and ${back}: the folders ${from} and ${to} import each other`];
    });
  });
}

/** By "from to", one import that goes that way. Files beside the folders tie all of them together. */
function importsBetweenFolders(
  sources: readonly SourceFile[],
  root: string,
): ReadonlyMap<string, string> {
  const folderOf = (file: string) => file.match(new RegExp(`^${root}([^/]+)/`))?.[1];
  const imports = new Map<string, string>();
  for (const source of sources) {
    const from = folderOf(source.file);
    if (from === undefined || TEST_FILE.test(source.file)) continue;
    for (const target of importedFiles(source)) {
      const to = folderOf(target);
      if (to === undefined || to === from || TEST_FILE.test(target)) continue;
      imports.set(`${from} ${to}`, `${source.file} imports ${target}`);
    }
  }
  return imports;
}
