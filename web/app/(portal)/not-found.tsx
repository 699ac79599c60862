import NotFound from '../not-found.tsx';

/** The same words, with the navigation beside them. */
export default function PortalNotFound() {
  return <NotFound />;
}
