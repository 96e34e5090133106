// Tables of what judges and limits requests: admission webhooks and policies, priority and fairness.
// Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { plainSelectorText } from '../labelTexts.ts';
import { at, has, list, text } from '../read.ts';
import type { Column, Columns } from '../table.ts';
import { age, name, orNone } from './columns.ts';

export const webhooks: Columns = [name, { name: 'WEBHOOKS', cell: (object) => list(object, 'webhooks').length }, age];

const paramKind: Column = {
  name: 'PARAMKIND',
  cell: (object) =>
    has(object, 'spec', 'paramKind')
      ? `${text(object, 'spec', 'paramKind', 'apiVersion')}/${text(object, 'spec', 'paramKind', 'kind')}`
      : '<unset>',
};

export const validatingPolicies: Columns = [
  name,
  { name: 'VALIDATIONS', cell: (object) => list(object, 'spec', 'validations').length },
  paramKind,
  age,
];

export const mutatingPolicies: Columns = [
  name,
  { name: 'MUTATIONS', cell: (object) => list(object, 'spec', 'mutations').length },
  paramKind,
  age,
];

export const policyBindings: Columns = [
  name,
  { name: 'POLICYNAME', cell: (object) => text(object, 'spec', 'policyName') },
  { name: 'PARAMREF', cell: paramRef },
  age,
];

function paramRef(object: JsonObject): string {
  const ref = at(object, 'spec', 'paramRef');
  const called = text(ref, 'name');
  if (called !== '') return `${text(ref, 'namespace') || '*'}/${called}`;
  return has(ref, 'selector') ? plainSelectorText(at(ref, 'selector')) : '<unset>';
}

export const flowSchemas: Columns = [
  name,
  { name: 'PRIORITYLEVEL', cell: (object) => text(object, 'spec', 'priorityLevelConfiguration', 'name') },
  { name: 'MATCHINGPRECEDENCE', cell: (object) => text(object, 'spec', 'matchingPrecedence') },
  { name: 'DISTINGUISHERMETHOD', cell: (object) => orNone(text(object, 'spec', 'distinguisherMethod', 'type')) },
  age,
  { name: 'MISSINGPL', cell: dangling },
];

function dangling(object: JsonObject): string {
  const found = list(object, 'status', 'conditions').find((condition) => text(condition, 'type') === 'Dangling');
  return found === undefined ? '?' : text(found, 'status');
}

const limited = (title: string, ...path: readonly string[]): Column => ({
  name: title,
  cell: (object) => orNone(text(object, 'spec', 'limited', ...path)),
});

export const priorityLevels: Columns = [
  name,
  { name: 'TYPE', cell: (object) => text(object, 'spec', 'type') },
  limited('NOMINALCONCURRENCYSHARES', 'nominalConcurrencyShares'),
  limited('QUEUES', 'limitResponse', 'queuing', 'queues'),
  limited('HANDSIZE', 'limitResponse', 'queuing', 'handSize'),
  limited('QUEUELENGTHLIMIT', 'limitResponse', 'queuing', 'queueLengthLimit'),
  age,
];
