import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const APP = join(import.meta.dirname, '..', '..', 'app');

interface PageProps {
  readonly params: Promise<Record<string, string>>;
  readonly searchParams: Promise<Record<string, string>>;
}

export interface MountedPage {
  /** "/people/[id]/[date]" */
  readonly path: string;
  /** The status that the page answers with: 200, 307 (elsewhere), 403 or 404. */
  open(params: Record<string, string>): Promise<number>;
}

/** Every page of the portal: a new one is found by itself. */
export async function mountedPages(): Promise<MountedPage[]> {
  const files = await readdir(APP, { recursive: true });
  const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).sort();
  return Promise.all(
    pages.map(async (file) => {
      const page = pageOf(await import(pathToFileURL(join(APP, file)).href));
      const open = (params: Record<string, string>) =>
        statusOf(async () =>
          page({ params: Promise.resolve(params), searchParams: Promise.resolve({}) }),
        );
      return { path: pathOf(file), open };
    }),
  );
}

/** Groups in brackets are no part of the address. */
function pathOf(file: string): string {
  const parts = file.split('/').slice(0, -1);
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`;
}

async function statusOf(open: () => Promise<unknown>): Promise<number> {
  try {
    await open();
    return 200;
  } catch (error) {
    const digest = String(digestOf(error));
    const status = /^NEXT_(?:HTTP_ERROR_FALLBACK;|REDIRECT;.*;)(\d{3})/.exec(digest)?.[1];
    if (status === undefined) throw error;
    return Number(status);
  }
}

/** How Next's `redirect`, `forbidden` and `notFound` tell the server what they want. */
function digestOf(error: unknown): unknown {
  return error instanceof Error && 'digest' in error ? error.digest : '';
}

/** Safe: Next demands that a page file exports its component by default. */
function pageOf(module: unknown): (props: PageProps) => unknown {
  return (module as { default: (props: PageProps) => unknown }).default;
}
