// Access reviews to authorization.k8s.io/v1: the list of groups is called so.
import type { Migration } from './migration.ts';
import { rename } from './steps.ts';

export const subjectAccessReview: Migration = {
  from: ['authorization.k8s.io/v1beta1'],
  kinds: ['SubjectAccessReview', 'LocalSubjectAccessReview'],
  steps: ({ at }) => [rename([...at, 'spec', 'group'], 'groups')],
};
