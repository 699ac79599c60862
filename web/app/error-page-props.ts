/** What Next gives to the page that stands in for one that broke. */
export interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}
