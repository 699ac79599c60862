import { readEnv } from './env.ts';
import { openContext } from './server/open-context.ts';
import { recoverSegments } from './server/recover/recover-segments.ts';

/** Started by `npm run recover` with the portal's environment. */
const { context, close } = await openContext(readEnv());
try {
  if (context.config.hotStore.bucket === null) {
    throw new Error('The hot store is a folder: statements lie beside footage in buckets only.');
  }
  const print = (line: string) => console.log(line);
  const { objects, known, taken, refused } = await recoverSegments(context, print);
  console.log(
    `${objects} segments lie there: ${known} known, ${taken} taken back, ${refused} not.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await close();
}
// Connections to a bucket would hold the process.
process.exit();
