import { notFound } from 'next/navigation';

/** Any other address: so that it too has the navigation beside the words. */
export default function MissingPage(): never {
  notFound();
}
