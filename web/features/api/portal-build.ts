import { BUILD_HEADER } from '../../contract/session.ts';

const listeners = new Set<() => void>();
let isOutdated = false;

/** Takes note of which build answered: this page may be of an older one. */
export function notePortalBuild({ headers }: Pick<Response, 'headers'>): void {
  const theirs = headers.get(BUILD_HEADER);
  const ours = ownBuild();
  if (isOutdated || theirs === null || ours === '' || theirs === ours) return;
  isOutdated = true;
  for (const tell of listeners) tell();
}

/** Whether another build than this page's has answered. */
export function isPageOutdated(): boolean {
  return isOutdated;
}

export function subscribeToPortalBuild(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function ownBuild(): string {
  if (typeof document === 'undefined') return '';
  return document.querySelector<HTMLMetaElement>(`meta[name="${BUILD_HEADER}"]`)?.content ?? '';
}
