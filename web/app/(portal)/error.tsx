'use client';

import { CrashedState } from '../../features/errors/crashed-state.tsx';
import { digestOf, type ErrorPageProps } from '../error-page-props.ts';

/** With the navigation beside it. */
export default function PortalError({ error, retry }: ErrorPageProps) {
  return <CrashedState digest={digestOf(error)} onRetry={retry} />;
}
