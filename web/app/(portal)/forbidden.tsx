import { ForbiddenState } from '../../features/errors/forbidden-state.tsx';

/** With the navigation beside it. */
export default function PortalForbidden() {
  return <ForbiddenState />;
}
