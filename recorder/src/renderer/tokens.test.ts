import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The packages don't import each other; the palette is one all the same. */
test("the window has the portal's colours", async () => {
  const [window, portal] = await Promise.all(
    ['tokens.css', '../../../web/theme/tokens.css'].map((path) =>
      readFile(join(import.meta.dirname, path), 'utf8'),
    ),
  );
  expect(window).toBe(portal);
});
