'use client';

import type { ComponentProps } from 'react';
import ErrorPage from '../error.tsx';

/** The same words, with the navigation beside them. */
export default function PortalError(props: ComponentProps<typeof ErrorPage>) {
  return <ErrorPage {...props} />;
}
