import { NotFoundState } from '../features/errors/not-found-state.tsx';
import { StandAlone } from '../features/shell/stand-alone.tsx';

export default function NotFound() {
  return (
    <StandAlone>
      <NotFoundState />
    </StandAlone>
  );
}
