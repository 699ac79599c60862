'use client';

import { CrashedState } from '../features/errors/crashed-state.tsx';
import { StandAlone } from '../features/shell/stand-alone.tsx';
import { digestOf, type ErrorPageProps } from './error-page-props.ts';

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <StandAlone>
      <CrashedState digest={digestOf(error)} onRetry={retry} />
    </StandAlone>
  );
}
