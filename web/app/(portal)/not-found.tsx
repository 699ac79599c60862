import { NotFoundState } from '../../features/errors/not-found-state.tsx';

/** With the navigation beside it. */
export default function PortalNotFound() {
  return <NotFoundState />;
}
