import { join } from 'node:path';

/**
 * Imported by whatever runs tests: each process that they start takes its compiled modules from here,
 * and TypeScript without its types, instead of making both anew. That is half of a short process.
 */
process.env['NODE_COMPILE_CACHE'] ??= join(
  import.meta.dirname,
  ...['..', '..', 'node_modules', '.cache', 'compile'],
);
