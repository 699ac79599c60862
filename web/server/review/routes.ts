import { REVIEW_ROUTES } from '../../contract/review.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { drawReviewSamples, listReviewSamples } from './draw-review-samples.ts';
import { readDayReview } from './read-day-review.ts';

export const reviewRoutes: readonly BoundRoute[] = [
  bind(REVIEW_ROUTES.readDayReview, asUser, readDayReview),
  bind(REVIEW_ROUTES.listReviewSamples, asUser, listReviewSamples),
  bind(REVIEW_ROUTES.drawReviewSamples, asUser, drawReviewSamples),
];
