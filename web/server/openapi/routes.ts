import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { DOCUMENT_ROUTES } from './operations.ts';
import { readDocument } from './read-document.ts';

export const openapiRoutes: readonly BoundRoute[] = [
  bind(DOCUMENT_ROUTES.readDocument, asUser, readDocument),
];
