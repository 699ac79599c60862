import { expect, test } from 'vitest';
import { twoWayFolders } from './two-way-folders.ts';

const PEOPLE_READ_VIEWS = {
  file: 'web/server/people/probe.ts',
  text: "import { it } from '../views/probe.ts';",
};

test('two folders of the server do not import each other, not even a type', () => {
  const back = {
    file: 'web/server/views/deeper/probe.ts',
    text: "import type { It } from '../../people/probe.ts';",
  };
  expect(twoWayFolders([PEOPLE_READ_VIEWS, back])).toHaveLength(1);
});

test('a way back may lead through a file beside the folders, or through a test', () => {
  const sources = [
    PEOPLE_READ_VIEWS,
    { file: 'web/server/context.ts', text: "import type { It } from './people/probe.ts';" },
    { file: 'web/server/views/probe.ts', text: "import { it } from '../context.ts';" },
    { file: 'web/server/views/a.test.ts', text: "import { it } from '../people/probe.ts';" },
    { file: 'web/server/views/deeper/probe.ts', text: "import { it } from '../probe.ts';" },
  ];
  expect(twoWayFolders(sources)).toEqual([]);
});
