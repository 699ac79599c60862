import { ForbiddenState } from '../features/errors/forbidden-state.tsx';
import { StandAlone } from '../features/shell/stand-alone.tsx';

export default function Forbidden() {
  return (
    <StandAlone>
      <ForbiddenState />
    </StandAlone>
  );
}
