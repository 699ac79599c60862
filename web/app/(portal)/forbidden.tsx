import Forbidden from '../forbidden.tsx';

/** The same words, with the navigation beside them. */
export default function PortalForbidden() {
  return <Forbidden />;
}
